package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.Head;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.ChainJoin;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.FindingDigest;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.RangeReport;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.RecordTimestamp;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the end of a log under the right to append, when it is opened and whenever a writer does
 * not find it as it left it: makes a new log, takes over what others appended, keeps what a crash
 * left whole beyond the head and cuts off what it left torn, and decides what to do about damage
 * (section 6 of the format). For one thread.
 */
final class TailResolver {
  private static final Logger LOG = LoggerFactory.getLogger(TailResolver.class);

  private final LogSettings settings;
  private final LogVerifier verifier;
  private final StartCheck check;
  private final KeyRetirement retirement;

  /**
   * The end of the log, and what the log has to record about itself first.
   *
   * @param own records to append before any other
   */
  record Resolved(LogTail tail, List<EncodedEvent> own) {}

  TailResolver(LogSettings settings, LogVerifier verifier, StartCheck check) {
    this.settings = settings;
    this.verifier = verifier;
    this.check = check;
    this.retirement = new KeyRetirement(settings.keys());
  }

  /** Whether damage was found elsewhere that must be looked at before anything is appended. */
  boolean wantsExamination() {
    return check.hasFoundDamage();
  }

  /**
   * Finds the end of the log.
   *
   * @throws AuditException if nothing may be appended; the message says why and what to do
   */
  Resolved resolve(StoreSession session) {
    KeyRing ring = settings.keys().load();
    Resolved resolved = resolve(session, ring);
    retirement.finish(session, ring, resolved.tail().key());
    return resolved;
  }

  private Resolved resolve(StoreSession session, KeyRing ring) {
    Optional<byte[]> headBytes = session.readHead();
    Head head = headBytes.flatMap(HeadCodec::decode).orElse(null);
    List<Segment> segments = session.segments();
    if (segments.isEmpty() && (head == null || (head.seq() == 0 && isAuthentic(head, ring)))) {
      return new Resolved(create(session, ring, head, headBytes.orElse(null)), List.of());
    }
    if (segments.isEmpty() || segments.get(segments.size() - 1).sealed()) {
      session.createActive();
    }
    if (!wantsExamination() && head != null && isAuthentic(head, ring)) {
      Optional<Resolved> found = afterHead(session, ring, head, headBytes.orElseThrow());
      if (found.isPresent()) {
        return found.get();
      }
    }
    return examine(session, ring);
  }

  private LogTail create(
      StoreSession session, KeyRing ring, @Nullable Head head, byte @Nullable [] headBytes) {
    if (head != null && headBytes != null) {
      requireOrigin(head.origin());
      session.create(headBytes);
      return new LogTail(
          head.origin(),
          session.activeIdentity(),
          0,
          0,
          ChainHash.parse(head.chainHash()),
          head.timestamp(),
          due(ring, head.keyId()),
          null);
    }
    String origin = newOrigin();
    String now = RecordTimestamp.text(settings.clock().instant());
    byte[] hash = ChainHash.genesis(origin);
    session.create(HeadCodec.encode(0, hash, origin, now, ring.current()));
    return new LogTail(origin, session.activeIdentity(), 0, 0, hash, now, ring.current(), null);
  }

  /** The usual way: the head names a record, and what lies beyond it is a crash's or nothing. */
  private Optional<Resolved> afterHead(
      StoreSession session, KeyRing ring, Head head, byte[] headBytes) {
    List<Segment> segments = session.segments();
    Segment active = segments.get(segments.size() - 1);
    long from = new HeadLine(segments, session::open, head).end();
    if (from < 0 || !active.regular()) {
      return Optional.empty();
    }
    requireOrigin(head.origin());
    due(ring, head.keyId());
    List<Finding> findings = new ArrayList<>();
    ChainJoin join = new ChainJoin(ring, headBytes, true, settings.origin(), null, findings::add);
    join.beginAfterHead();
    join.segment(active.name(), false, true, active.size());
    try (SegmentReader reader = session.open(active)) {
      RangeVerifier ranges = new RangeVerifier(ring, join.landmarks());
      long next = from;
      while (next >= 0 && next < active.size()) {
        RangeReport report =
            ranges.verify(new SegmentBytes(reader), next, active.size(), active.size());
        join.accept(report, true);
        next = report.resumeAt();
      }
    }
    for (Finding finding : findings) {
      if (finding.kind() == FindingKind.UNKNOWN_KEY) {
        throw missingKey(finding.found());
      }
    }
    String keyId = join.dueKey().orElse(head.keyId());
    return Optional.of(settle(session, ring, join, active, from, keyId, List.of()));
  }

  /** Makes what is valid durable and the head name it; cuts off what is not. */
  private Resolved settle(
      StoreSession session,
      KeyRing ring,
      ChainJoin join,
      Segment active,
      long from,
      String dueKey,
      List<EncodedEvent> own) {
    List<EncodedEvent> records = new ArrayList<>(own);
    long end = join.tail().map(ChainJoin.Tail::offset).orElse(active.size());
    Head head = join.authenticHead().orElse(null);
    String origin = head != null ? head.origin() : newOrigin();
    long seq = join.maxSeq();
    byte[] hash = join.lastHash().orElseGet(() -> ChainHash.genesis(origin));
    String keyId = dueKey;
    if (head != null && head.seq() > seq) {
      // Records are gone. The next one goes on from the head, so that the gap stays visible.
      seq = head.seq();
      hash = ChainHash.parse(head.chainHash());
      keyId = head.keyId();
    }
    String timestamp =
        join.lastTimestamp().orElse(RecordTimestamp.text(settings.clock().instant()));
    LogTail tail =
        new LogTail(
            origin,
            session.activeIdentity(),
            end,
            seq,
            hash,
            timestamp,
            due(ring, keyId),
            FirstRecord.timeOf(session, active));
    TailRepair repair = new TailRepair(session, active);
    if (join.tail().isPresent()) {
      records.add(0, repair.cut(end, tail.seq() + 1));
    }
    if (end > from) {
      repair.rewrite(from, end);
    }
    if (end > from || join.tail().isPresent() || head == null) {
      session.writeHead(
          HeadCodec.encode(tail.seq(), tail.hash(), origin, tail.timestamp(), tail.key()));
    }
    return new Resolved(tail, records);
  }

  /** The unusual way: the whole log is verified, and damage is recorded or refused. */
  private Resolved examine(StoreSession session, KeyRing ring) {
    FindingDigest digest = new FindingDigest();
    LogVerifier.Examination examination =
        verifier.examine(VerifyRequest.standard().withFindings(digest::add));
    ChainJoin join = examination.join();
    Verdict verdict = examination.report().verdict();
    if (verdict == Verdict.UNVERIFIABLE) {
      throw missingKey(examination.report().findings().get(0).found());
    }
    List<EncodedEvent> own = new ArrayList<>();
    if (verdict == Verdict.FAILED) {
      record(examination, digest, own);
    }
    check.taken();
    List<Segment> segments = session.segments();
    Segment active = segments.get(segments.size() - 1);
    if (join.tail().isEmpty() && !TailRepair.endsInNewline(session, active)) {
      session.seal();
      segments = session.segments();
      active = segments.get(segments.size() - 1);
    }
    long end = join.tail().map(ChainJoin.Tail::offset).orElse(active.size());
    String keyId =
        verdict == Verdict.FAILED
            ? keyAfterDamage(join, ring)
            : join.dueKey().orElse(ring.current().id());
    return settle(session, ring, join, active, end, keyId, own);
  }

  /**
   * The key to go on with. What the last line names counts only where nothing better is known: by
   * an edited name of a key, too, nobody may stop the log.
   */
  private static String keyAfterDamage(ChainJoin join, KeyRing ring) {
    return join.authenticHead()
        .map(Head::keyId)
        .or(() -> join.dueKey().filter(id -> ring.find(id).isPresent() && !ring.isRetired(id)))
        .orElse(ring.current().id());
  }

  private void record(
      LogVerifier.Examination examination, FindingDigest digest, List<EncodedEvent> own) {
    Finding first = examination.report().findings().get(0);
    String what =
        "the log at "
            + settings.store().location()
            + " is damaged or was tampered with ("
            + StartCheck.describe(first)
            + (digest.count() > 1 ? " and " + (digest.count() - 1) + " more findings" : "")
            + "): run 'offgrid audit verify'";
    if (settings.onTamper() == OnTamper.REFUSE) {
      throw new AuditException(
          what + "; nothing is recorded, since on_tamper is refuse; continue would record on",
          null);
    }
    long count = digest.count();
    Map<String, Object> details = digest.details();
    if (count > 0
        && !examination.join().recordedDigests().contains(String.valueOf(details.get("digest")))) {
      LOG.error("{}; this is recorded in the log, and recording goes on", what);
      own.add(EventEncoder.own(EventTypes.INTEGRITY_FAILURE, null, details));
    }
  }

  private String newOrigin() {
    String pinned = settings.origin();
    return pinned != null ? pinned : HostName.asOrigin();
  }

  private void requireOrigin(String origin) {
    String pinned = settings.origin();
    if (pinned != null && !pinned.equals(origin)) {
      throw new AuditException(
          "the log at "
              + settings.store().location()
              + " has the origin \""
              + origin
              + "\", but audit.origin is \""
              + pinned
              + "\": this is another log, or the setting was changed; set it back, or set another"
              + " dir");
    }
  }

  /** The key due to sign the next record, if it may. */
  private SigningKey due(KeyRing ring, String id) {
    SigningKey key = ring.find(id).orElseThrow(() -> missingKey("key " + id));
    if (ring.isRetired(id)) {
      throw new AuditException(
          "the log at "
              + settings.store().location()
              + " ends under key "
              + id
              + ", which the key ring has as retired: nothing is appended. Either this log is an old"
              + " copy, or somebody cut it back to before the key rotation; verify it, and restore"
              + " the newest copy or set the log aside");
    }
    return key;
  }

  private AuditException missingKey(String key) {
    return new AuditException(
        "nothing can be appended to the log at "
            + settings.store().location()
            + ": "
            + key
            + " is not in the key ring. Restore that key in hmac_key_file, hmac_key, keys or"
            + " audit.key; or set another dir to begin a new log");
  }

  private static boolean isAuthentic(Head head, KeyRing ring) {
    return ring.find(head.keyId()).map(key -> HeadCodec.authentic(head, key)).orElse(false);
  }
}
