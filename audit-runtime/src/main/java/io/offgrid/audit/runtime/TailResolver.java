package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.Head;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.Anchor;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.ChainJoin;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.FindingDigest;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.RangeReport;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.RecordTimestamp;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a log under the right to append, when it is opened and whenever a writer does
 * not find it as it left it: makes a new log, takes over what others appended, keeps what a crash
 * left whole beyond the head and cuts off what it left torn, and has damage looked at (section 6 of
 * the format). For one thread.
 */
final class TailResolver {
  private final LogSettings settings;
  private final LogVerifier verifier;
  private final StartCheck check;
  private final KeyRetirement retirement;
  private final PendingAside pending;

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
    this.pending = new PendingAside(settings, verifier);
  }

  /** Whether damage was found elsewhere that must be looked at before anything is appended. */
  boolean wantsExamination() {
    return check.hasFoundDamage();
  }

  /**
   * Finds the end of the log.
   *
   * @param left where this writer left the log, forced; null if it never had it
   * @throws AuditException if nothing may be appended; the message says why and what to do
   */
  Resolved resolve(StoreSession session, @Nullable LogTail left) {
    KeyRing ring = settings.keys().load();
    Resolved resolved = resolve(session, ring, left);
    retirement.finish(session, ring, resolved.tail().key());
    return resolved;
  }

  private Resolved resolve(StoreSession session, KeyRing ring, @Nullable LogTail left) {
    LogTail remembered = left == null || left.seq() == 0 ? null : left;
    boolean inPlace = remembered != null && LastLine.isInPlace(session, remembered);
    if (!inPlace) {
      pending.finish(session);
    }
    Optional<byte[]> headBytes = session.readHead();
    Head head = headBytes.flatMap(HeadCodec::decode).orElse(null);
    boolean authentic = head != null && isAuthentic(head, ring);
    if (session.segments().isEmpty() && (head == null || (head.seq() == 0 && authentic))) {
      if (remembered == null) {
        return new Resolved(create(session, ring, head, headBytes.orElse(null)), List.of());
      }
      session.create(remembered.headBytes());
    }
    ensureActive(session);
    boolean usual = inPlace || remembered == null;
    if (head != null && authentic && usual && !wantsExamination()) {
      Optional<Resolved> found = afterHead(session, ring, head, headBytes.orElseThrow());
      if (found.isPresent()) {
        return found.get();
      }
    }
    return examine(session, ring, remembered);
  }

  private static void ensureActive(StoreSession session) {
    List<Segment> segments = session.segments();
    if (segments.isEmpty() || segments.get(segments.size() - 1).sealed()) {
      session.createActive();
    }
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
          dueKey(ring).of(head.keyId()),
          null);
    }
    String origin = settings.newOrigin();
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
    long from = active.regular() ? new HeadLine(segments, session::open, head).end() : -1;
    if (from < 0) {
      return Optional.empty();
    }
    requireOrigin(head.origin());
    dueKey(ring).of(head.keyId());
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
        throw dueKey(ring).missing(finding.found());
      }
    }
    String keyId = join.dueKey().orElse(head.keyId());
    return Optional.of(
        new TailSettlement(settings, session, join, head)
            .settle(active, from, dueKey(ring).of(keyId), List.of()));
  }

  /** The unusual way: the whole log is verified, and damage is recorded or refused. */
  private Resolved examine(StoreSession session, KeyRing ring, @Nullable LogTail remembered) {
    FindingDigest digest = new FindingDigest();
    Head memory = remembered == null ? null : remembered.head();
    LogVerifier.Examination examination =
        verifier.examine(
            VerifyRequest.standard().withFindings(digest::add),
            memory == null ? null : new Anchor(memory, "the writer's memory"));
    ChainJoin join = examination.join();
    Verdict verdict = examination.report().verdict();
    if (verdict == Verdict.UNVERIFIABLE) {
      throw dueKey(ring).missing(examination.report().findings().get(0).found());
    }
    // Whatever else is wrong: the log went over to a key that is not here, so no key here is due.
    join.missingKey()
        .ifPresent(
            id -> {
              throw dueKey(ring).missing("key " + id);
            });
    boolean failed = verdict == Verdict.FAILED;
    List<EncodedEvent> own =
        failed ? new Damage(settings, examination, digest).records() : List.of();
    check.taken();
    Segment active = activeThatEndsInNewline(session, join);
    long end = join.tail().map(ChainJoin.Tail::offset).orElse(active.size());
    Head head = newest(join.authenticHead().orElse(null), memory);
    String keyId = failed ? keyAfterDamage(join, head, ring) : dueOf(join, ring);
    return new TailSettlement(settings, session, join, head)
        .settle(active, end, dueKey(ring).of(keyId), own);
  }

  private static Segment activeThatEndsInNewline(StoreSession session, ChainJoin join) {
    List<Segment> segments = session.segments();
    Segment active = segments.get(segments.size() - 1);
    if (join.tail().isPresent() || TailRepair.endsInNewline(session, active)) {
      return active;
    }
    session.seal();
    List<Segment> sealed = session.segments();
    return sealed.get(sealed.size() - 1);
  }

  private static @Nullable Head newest(@Nullable Head head, @Nullable Head memory) {
    return head == null || (memory != null && memory.seq() > head.seq()) ? memory : head;
  }

  private static String dueOf(ChainJoin join, KeyRing ring) {
    return join.dueKey().orElse(ring.current().id());
  }

  /**
   * The key to go on with. What the last line names counts only where nothing better is known: by
   * an edited name of a key, too, nobody may stop the log.
   */
  private static String keyAfterDamage(ChainJoin join, @Nullable Head head, KeyRing ring) {
    if (head != null && !isOnlyRemembered(join, head, ring)) {
      return head.keyId();
    }
    return join.dueKey()
        .filter(id -> ring.find(id).isPresent() && !ring.isRetired(id))
        .orElse(ring.current().id());
  }

  /**
   * A head that a writer remembers from before a rotation, of a log that was taken from it since.
   */
  private static boolean isOnlyRemembered(ChainJoin join, Head head, KeyRing ring) {
    boolean onDisk = join.authenticHead().filter(h -> h.keyId().equals(head.keyId())).isPresent();
    return ring.isRetired(head.keyId()) && (!onDisk || join.events() == 0);
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

  private DueKey dueKey(KeyRing ring) {
    return new DueKey(ring, settings.store().location());
  }

  private static boolean isAuthentic(Head head, KeyRing ring) {
    return ring.find(head.keyId()).map(key -> HeadCodec.authentic(head, key)).orElse(false);
  }
}
