package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.FoundRecord;
import io.offgrid.audit.Head;
import io.offgrid.audit.LogMetrics;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a deployment with {@code enabled: false}: records nothing, and says so once. What was
 * recorded before can still be read; the reader is opened when it is first needed, so that a
 * program that only records starts without a key or a log.
 */
public final class DisabledAuditLog implements AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(DisabledAuditLog.class);

  private final Supplier<AuditLogReader> opener;
  private final AtomicBoolean said = new AtomicBoolean();
  private @Nullable AuditLogReader reader;
  private boolean closed;

  /**
   * Reads through what this opens.
   *
   * @param opener called at most once without an error; what it opens is closed with this log
   */
  public DisabledAuditLog(Supplier<AuditLogReader> opener) {
    this.opener = opener;
  }

  @Override
  public CompletableFuture<RecordResult> record(AuditEvent event) {
    return disabled();
  }

  @Override
  public CompletableFuture<List<RecordResult>> recordAll(List<AuditEvent> events) {
    return disabled().thenApply(result -> Collections.nCopies(events.size(), result));
  }

  @Override
  public CompletableFuture<RecordResult> recordJson(byte[] utf8) {
    return disabled();
  }

  @Override
  public CompletableFuture<List<RecordResult>> recordAllJson(List<byte[]> utf8) {
    return disabled().thenApply(result -> Collections.nCopies(utf8.size(), result));
  }

  /** Nothing waits. */
  @Override
  public void flush() {}

  @Override
  public LogMetrics metrics() {
    return LogMetrics.none();
  }

  @Override
  public RecordCursor query(AuditQuery query) {
    return reader().query(query);
  }

  @Override
  public Optional<FoundRecord> find(String id) {
    return reader().find(id);
  }

  @Override
  public AuditStats stats(StatsRequest request) {
    return reader().stats(request);
  }

  @Override
  public VerificationReport verify(VerifyRequest request) {
    return reader().verify(request);
  }

  @Override
  public VerificationReport verifyExport(InputStream export, VerifyRequest request) {
    return reader().verifyExport(export, request);
  }

  @Override
  public Head head() {
    return reader().head();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (reader != null) {
      reader.close();
    }
  }

  private CompletableFuture<RecordResult> disabled() {
    if (!said.getAndSet(true)) {
      LOG.warn("Auditing is disabled (audit.enabled: false): events are not recorded.");
    }
    return CompletableFuture.completedFuture(new RecordResult.Disabled());
  }

  private synchronized AuditLogReader reader() {
    if (closed) {
      throw new AuditException("the log is closed");
    }
    if (reader == null) {
      reader = opener.get();
    }
    return reader;
  }
}
