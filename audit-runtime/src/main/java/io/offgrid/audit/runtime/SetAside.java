package io.offgrid.audit.runtime;

import com.github.f4b6a3.ulid.UlidCreator;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Head;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.ByteBuilder;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.ChainJoin;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.FindingDigest;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.RecordSigner;
import io.offgrid.audit.chain.RecordTimestamp;
import io.offgrid.audit.chain.SignedLine;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.StoreSession;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Begins a new log that goes on from one that somebody has looked at and wants kept as evidence
 * (section 6 of the format). Works on a log of any state, also where nothing may be appended.
 */
final class SetAside {
  private final LogSettings settings;
  private final LogVerifier verifier;
  private final LongFunction<String> ids;

  SetAside(LogSettings settings, LogVerifier verifier) {
    this(settings, verifier, time -> "evt_" + UlidCreator.getUlid(time));
  }

  /**
   * One with these ids.
   *
   * @param ids makes an event's id for a time in milliseconds
   */
  SetAside(LogSettings settings, LogVerifier verifier, LongFunction<String> ids) {
    this.settings = settings;
    this.verifier = verifier;
    this.ids = ids;
  }

  /**
   * Sets the log aside.
   *
   * @param session where no other setting aside is under way
   * @param who goes into the new log's first record, and so does the reason
   */
  SetAsideResult run(StoreSession session, String who, String reason) {
    KeyRing ring = settings.keys().load();
    FindingDigest digest = new FindingDigest();
    LogVerifier.Examination examination =
        verifier.examine(VerifyRequest.standard().withFindings(digest::add), null);
    VerificationReport report = examination.report();
    LogTail end = end(examination.join(), ring);
    Map<String, Object> details = new TreeMap<>(digest.details());
    details.remove("digest");
    details.put("reason", reason);
    details.put("to_seq", end.seq());
    details.put("to_hash", ChainHash.text(end.hash()));
    long first = Math.max(1, examination.join().firstSeq());
    String name =
        session.prepareAside(
            "set-aside-" + Math.min(first, end.seq()) + "-" + end.seq(),
            directory -> {
              details.put("directory", directory);
              return line(end, who, details);
            });
    finish(session, name, end.origin(), ring);
    return new SetAsideResult(name, report.findingCount(), end.seq() + 1);
  }

  /** Does the rest of what was prepared. */
  void finish(StoreSession session, String name, String origin, KeyRing ring) {
    session.finishAside(name);
    writeHead(session, origin, ring);
    settings
        .alerts()
        .raise(
            AlertKind.LOG_SET_ASIDE,
            "the log at %s was set aside to %s, and a new one goes on from it"
                .formatted(settings.store().location(), name));
  }

  /** Makes the head name the only record that there is. */
  void writeHead(StoreSession session, String origin, KeyRing ring) {
    SignedLine first =
        new EdgeLine(session::open, ring).first(session.segments().get(0)).orElseThrow();
    SigningKey key = ring.find(first.keyId()).orElseThrow();
    session.writeHead(HeadCodec.encode(first.seq(), first.hash(), origin, first.timestamp(), key));
    session.forceHead();
  }

  /** What the new log goes on from: the end as for the record of a failure. */
  private LogTail end(ChainJoin join, KeyRing ring) {
    Optional<Head> head = join.authenticHead();
    String origin = head.map(Head::origin).orElseGet(settings::newOrigin);
    long seq = join.maxSeq();
    byte[] hash = join.lastHash().orElseGet(() -> ChainHash.genesis(origin));
    if (head.isPresent() && head.get().seq() > seq) {
      seq = head.get().seq();
      hash = ChainHash.parse(head.get().chainHash());
    } else if (seq == 0) {
      hash = ChainHash.genesis(origin); // as every chain's first record
    }
    String now = RecordTimestamp.text(settings.clock().instant());
    return new LogTail(origin, "", 0, seq, hash, now, key(join, ring), null);
  }

  /** The due key where it may sign, or else the current one: a lost key must not stop this. */
  private static SigningKey key(ChainJoin join, KeyRing ring) {
    return join.authenticHead()
        .map(Head::keyId)
        .or(join::dueKey)
        .filter(id -> !ring.isRetired(id))
        .flatMap(ring::find)
        .orElse(ring.current());
  }

  private byte[] line(LogTail end, String who, Map<String, Object> details) {
    Instant now = settings.clock().instant();
    RecordSigner signer = new RecordSigner();
    signer.start(end.hash());
    ByteBuilder line = new ByteBuilder(1 << 10);
    signer.append(
        line,
        EventEncoder.own(EventTypes.LOG_SET_ASIDE, who, details),
        ids.apply(now.toEpochMilli()),
        end.seq() + 1,
        now,
        end.key());
    return line.toByteArray();
  }
}
