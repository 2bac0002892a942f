package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.FoundRecord;
import io.offgrid.audit.Head;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.ExportCheck;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a log. Keys are asked for only where something is checked. */
final class LogReader implements AuditLogReader {
  private final AuditStore store;
  private final KeySource keys;
  private final LogVerifier verifier;

  LogReader(AuditStore store, KeySource keys, @Nullable String origin) {
    this.store = store;
    this.keys = keys;
    this.verifier = new LogVerifier(store, keys, origin);
  }

  @Override
  public RecordCursor query(AuditQuery query) {
    RecordFilter filter = new RecordFilter(query);
    if (filter.acceptsAll()) {
      return new LogCursor(store.snapshot(), query);
    }
    SigningKey key = currentKey();
    StoreSnapshot snapshot = store.snapshot();
    Summaries summaries = new Summaries(store, snapshot, key);
    return new LogCursor(
        snapshot,
        query,
        index -> summaries.keptOrMade(index).filter(s -> !filter.mayAccept(s)).isPresent());
  }

  @Override
  public Optional<FoundRecord> find(String id) {
    return new RecordLookup(this, keys.load()).find(id);
  }

  @Override
  public AuditStats stats(StatsRequest request) {
    VerificationReport report = request.verify() ? verifier.verify(VerifyRequest.standard()) : null;
    SigningKey key = currentKey();
    StoreSnapshot snapshot = store.snapshot();
    StatsCount count = new StatsCount(request, new Summaries(store, snapshot, key));
    try (LogCursor records = new LogCursor(snapshot, count.query(), count::isCounted)) {
      count.count(records);
      return count.result(snapshot, records.unreadable(), report);
    }
  }

  /** Without a key everything is read, and nothing but that needs one. */
  private @Nullable SigningKey currentKey() {
    try {
      return keys.load().current();
    } catch (RuntimeException e) {
      return null;
    }
  }

  @Override
  public VerificationReport verify(VerifyRequest request) {
    return verifier.verify(request);
  }

  @Override
  public VerificationReport verifyExport(InputStream export, VerifyRequest request) {
    try {
      return new ExportCheck(keys.load(), request).check(export);
    } catch (IOException e) {
      throw new AuditException("the export cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Head head() {
    try (Snapshots.Keyed keyed = Snapshots.take(store, keys)) {
      KeyRing ring = keyed.ring();
      byte[] bytes =
          keyed
              .snapshot()
              .head()
              .orElseThrow(() -> new AuditException("there is no log at " + store.location()));
      Optional<Head> head = HeadCodec.decode(bytes);
      boolean authentic =
          head.flatMap(h -> ring.find(h.keyId()).map(key -> HeadCodec.authentic(h, key)))
              .orElse(false);
      if (head.isEmpty() || !authentic) {
        throw new AuditException(
            "the head of the log at " + store.location() + " is not authentic: verify the log");
      }
      return head.get();
    }
  }

  @Override
  public void close() {
    // nothing is held between calls; the store belongs to who made it
  }
}
