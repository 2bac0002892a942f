package io.offgrid.audit.chain;

import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.Head;
import io.offgrid.audit.VerificationReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins verified ranges, in the order of the log, into a verdict: numbers, links and keys across
 * ranges, the records that authorise gaps, the head. For one thread; memory does not depend on the
 * size of the log.
 *
 * <p>Call {@link #segment} for every segment, {@link #accept} for its ranges in order, and at last
 * {@link #finish}.
 */
public final class ChainJoin {
  private final KeyRing ring;
  private final HeadState head;
  private final @Nullable String pinnedOrigin;
  private final @Nullable HeadWatch anchor;
  private final String anchorName;
  private final Consumer<Finding> listener;

  private String file = "";
  private boolean sealed;
  private long segmentSize;
  private long lineInFile;

  private long lines;
  private long events;
  private long bytes;
  private long checked;
  private long firstSeq;

  /** As {@link #firstSeq}, from a line that need not be trusted; counts where there is no other. */
  private long statedFirst;

  private byte @Nullable [] firstClaim;
  private boolean authorised;
  private long expectedSeq;
  private long maxSeq;
  private byte @Nullable [] previousHash;
  private @Nullable String due;
  private @Nullable String lastTimestamp;
  private long backwards;
  private @Nullable Tail tail;
  private boolean freshRingWanted;
  private boolean anySegment;
  private boolean begun;
  private final Set<String> keyIds = new LinkedHashSet<>();
  private final Set<String> unknownKeys = new HashSet<>();
  private final Set<String> announcedKeys = new HashSet<>();
  private final Set<String> recordedDigests = new HashSet<>();
  private final Tally tally = new Tally();

  /**
   * An unacknowledged tail: bytes after the head, at the end of the active segment, that do not
   * verify.
   *
   * @param file the active segment
   * @param offset of its first byte
   * @param bytes how many
   */
  public record Tail(String file, long offset, long bytes) {}

  /**
   * @param headBytes content of the head's slot, null if there is none
   * @param headRegular whether what stands in its place can be read at all
   * @param pinnedOrigin the origin that the configuration names, if it does
   * @param anchor an authentic head from elsewhere, to compare with
   * @param listener sees every finding, in order
   */
  public ChainJoin(
      KeyRing ring,
      byte @Nullable [] headBytes,
      boolean headRegular,
      @Nullable String pinnedOrigin,
      @Nullable Anchor anchor,
      Consumer<Finding> listener) {
    this.ring = ring;
    this.head = HeadState.of(headBytes, headRegular, ring);
    this.pinnedOrigin = pinnedOrigin;
    this.anchor = anchor == null ? null : new HeadWatch(anchor.head());
    this.anchorName = anchor == null ? "" : anchor.where();
    this.listener = listener;
  }

  /** The records whose place in the log matters: to be given to every {@link RangeVerifier}. */
  public Set<Long> landmarks() {
    Set<Long> seqs = new HashSet<>();
    head.decoded().ifPresent(named -> seqs.add(named.seq()));
    if (anchor != null) {
      seqs.add(anchor.head().seq());
    }
    return seqs;
  }

  /**
   * Begins after the record that an authentic head names, instead of at the beginning of the log.
   *
   * @return false if there is no authentic head
   */
  public boolean beginAfterHead() {
    Optional<Head> named = authenticHead();
    if (named.isEmpty()) {
      return false;
    }
    Head from = named.get();
    head.skip();
    begun = true;
    previousHash = ChainHash.parse(from.chainHash());
    firstSeq = 1;
    expectedSeq = from.seq() + 1;
    maxSeq = from.seq();
    due = from.keyId();
    lastTimestamp = from.timestamp();
    return true;
  }

  /** Goes on to the next segment. */
  public void segment(String name, boolean sealed, boolean regular, long size) {
    anySegment = true;
    file = name;
    this.sealed = sealed;
    segmentSize = size;
    lineInFile = 0;
    if (!regular) {
      report(Findings.ofLog(FindingKind.MALFORMED, null, name, "a regular file", "something else"));
    } else if (sealed && size == 0) {
      report(
          Findings.ofLog(
              FindingKind.MALFORMED, null, name, "a sealed segment with records", "no record"));
    }
  }

  /**
   * Takes the next range of the segment.
   *
   * @param again whether the range was read again because this method asked for it
   * @return empty, or the position from which the segment must be read again, with its size and the
   *     head as they are now, before what was found there is believed: it lies beyond the head,
   *     where a writer may be at work. Nothing from there on was taken.
   */
  public OptionalLong accept(RangeReport range, boolean again) {
    for (LineRun run : range.runs()) {
      if (tail != null) {
        break;
      }
      if (!begun) {
        head.watch().ifPresent(watch -> watch.first(run));
        if (anchor != null) {
          anchor.first(run);
        }
      }
      boolean beyondHead = !sealed && head.isPassed();
      boolean cutOff = !sealed && !run.newline() && !beyondHead; // the head says what is missing
      List<Finding> wrong = cutOff ? List.of() : judge(run);
      if (beyondHead && !wrong.isEmpty() && !again) {
        freshRingWanted |= run.defect() == FindingKind.UNKNOWN_KEY;
        return OptionalLong.of(run.offset());
      }
      if (beyondHead && wrong.stream().anyMatch(ChainJoin::endsTheLog)) {
        tail = new Tail(file, run.offset(), segmentSize - run.offset());
        break;
      }
      wrong.forEach(this::report);
      take(run, wrong.isEmpty());
    }
    return OptionalLong.empty();
  }

  /** Notes the size of the active segment as it was read again. */
  public void resize(long size) {
    segmentSize = size;
  }

  /** Whether a key was missing that a writer may just have added: read the keys again. */
  public boolean wantsFreshRing() {
    return freshRingWanted;
  }

  /** The unacknowledged tail, once all segments were taken. */
  public Optional<Tail> tail() {
    return Optional.ofNullable(tail);
  }

  /** Number of the first record, as far as it can be told; 0 if there is none. */
  public long firstSeq() {
    return firstSeq;
  }

  /** Number of the last record that counts; 0 if there is none. */
  public long maxSeq() {
    return maxSeq;
  }

  /** Hash of the last line before any tail; empty if there is none. */
  public Optional<byte[]> lastHash() {
    return Optional.ofNullable(previousHash).map(byte[]::clone);
  }

  /** The key due to sign the next record, as far as the lines tell. */
  public Optional<String> dueKey() {
    return Optional.ofNullable(due);
  }

  /** A key that an authentic record announced, and that is not in the ring. */
  public Optional<String> missingKey() {
    return announcedKeys.stream().filter(id -> ring.find(id).isEmpty()).findFirst();
  }

  /** Digests of the findings that authentic {@code integrity_failure} records hold. */
  public Set<String> recordedDigests() {
    return Set.copyOf(recordedDigests);
  }

  /** Timestamp of the last line that has one. */
  public Optional<String> lastTimestamp() {
    return Optional.ofNullable(lastTimestamp);
  }

  /** The head, if it is authentic. */
  public Optional<Head> authenticHead() {
    return head.watch().map(HeadWatch::head);
  }

  public long events() {
    return events;
  }

  public long bytes() {
    return bytes;
  }

  /** Gives the verdict. Call once. */
  public VerificationReport finish() {
    long first = firstSeq > 0 ? firstSeq : statedFirst;
    long last = expectedSeq > 0 ? expectedSeq - 1 : Math.max(1, first) + lines - 1;
    if (first > 1 && !authorised) {
      report(
          Findings.ofLog(
              FindingKind.SEGMENT_MISSING,
              first,
              null,
              "a log from seq 1, or a record that authorises the gap",
              "the first record has seq " + first));
    }
    if (anySegment || head.isThere()) {
      head.judge(this::report, lines > 0, first, last, due, pinnedOrigin);
    }
    if (anchor != null) {
      new AnchorCheck(anchor, anchorName).judge(this::report, head, first, last);
    }
    retiredKey()
        .ifPresent(
            id ->
                report(
                    Findings.ofLog(
                        FindingKind.KEY_CHANGE,
                        null,
                        null,
                        "a log that ends under the current key",
                        "it ends under the retired key " + id)));
    boolean uncheckable = checked == 0 || announcedKeys.containsAll(unknownKeys);
    return tally.report(events, bytes, tally.verdict(uncheckable), trust(), notes());
  }

  private Optional<String> retiredKey() {
    String headKey = head.watch().map(watch -> watch.head().keyId()).orElse(null);
    for (String id : Arrays.asList(lines > 0 ? due : null, headKey)) {
      if (id != null && ring.isRetired(id)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  private VerificationReport.Trust trust() {
    @Nullable String origin =
        pinnedOrigin != null ? pinnedOrigin : authenticHead().map(Head::origin).orElse(null);
    return new VerificationReport.Trust(
        List.copyOf(keyIds),
        origin,
        pinnedOrigin != null,
        head.isPassed(),
        anchor == null ? null : anchor.head().seq());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (tail != null) {
      notes.add(
          tail.bytes()
              + " bytes at the end of "
              + tail.file()
              + ", from byte "
              + tail.offset()
              + ", were never acknowledged; the next writer moves them aside");
    }
    if (backwards > 0) {
      notes.add(
          backwards
              + (backwards == 1 ? " record has" : " records have")
              + " a timestamp before that of the record before: the clock was set back");
    }
    if (!anySegment && !head.isThere()) {
      notes.add("there is no log here yet; a log deleted as a whole looks the same");
    }
    return notes;
  }

  /** What is wrong with the first line of a run, in the order of the kinds. Changes nothing. */
  private List<Finding> judge(LineRun run) {
    List<Finding> wrong = new ArrayList<>(2);
    if (run.defect() != null) {
      wrong.add(finding(run.defect(), run, run.expected(), run.found()));
    }
    boolean malformed = run.defect() == FindingKind.MALFORMED;
    if (!malformed && expectedSeq > 0 && run.seq() != expectedSeq) {
      wrong.add(finding(FindingKind.SEQUENCE, run, "seq " + expectedSeq, "seq " + run.seq()));
    }
    byte[] before = run.previousHash();
    byte[] due32 = begun ? previousHash : genesis(run);
    if (!malformed && before != null && due32 != null && !Arrays.equals(before, due32)) {
      wrong.add(finding(FindingKind.LINK, run, ChainHash.text(due32), ChainHash.text(before)));
    }
    if (!malformed && due != null && run.keyId() != null && !run.keyId().equals(due)) {
      wrong.add(finding(FindingKind.KEY_CHANGE, run, "key " + due, "key " + run.keyId()));
    }
    if (run.own() != null && run.own().type().equals(EventTypes.INTEGRITY_FAILURE)) {
      wrong.add(
          finding(
              FindingKind.RECORDED_FAILURE, run, "an undamaged log", "a record of damage found"));
    }
    return wrong;
  }

  /** What the first line must be linked to, where that can be told. */
  private byte @Nullable [] genesis(LineRun run) {
    String origin =
        pinnedOrigin != null ? pinnedOrigin : authenticHead().map(Head::origin).orElse(null);
    return run.seq() == 1 && origin != null ? ChainHash.genesis(origin) : null;
  }

  private static boolean endsTheLog(Finding finding) {
    return finding.kind() != FindingKind.UNKNOWN_KEY
        && finding.kind() != FindingKind.RECORDED_FAILURE;
  }

  private void take(LineRun run, boolean clean) {
    bytes += run.bytes();
    if (!run.newline()) {
      return; // what is cut off is no line: nothing counts on from it or links to it
    }
    if (!begun) {
      begun = true;
      firstClaim = run.defect() == FindingKind.MALFORMED ? null : run.previousHash();
    }
    if (firstSeq == 0 && run.seqTrusted()) {
      firstSeq = Math.max(1, run.seq() - lines);
    }
    if (statedFirst == 0 && run.seq() > 0 && run.defect() != FindingKind.MALFORMED) {
      statedFirst = Math.max(1, run.seq() - lines);
    }
    long lastSeq = lastSeq(run);
    expectedSeq = lastSeq > 0 ? lastSeq + 1 : 0;
    if (run.seqTrusted()) {
      maxSeq = Math.max(maxSeq, lastSeq);
    }
    backwards += run.backwards();
    if (lastTimestamp != null
        && run.timestamp() != null
        && run.defect() == null
        && run.timestamp().compareTo(lastTimestamp) < 0) {
      backwards++;
    }
    lastTimestamp = run.defect() == null ? run.lastTimestamp() : lastTimestamp;
    previousHash = run.lastHash();
    takeKey(run, clean);
    authorise(run, clean);
    head.watch().ifPresent(watch -> watch.pass(run, lastSeq, due));
    if (anchor != null) {
      anchor.pass(run, lastSeq, due);
    }
    lines += run.count();
    lineInFile += run.count();
    events += run.count();
  }

  private long lastSeq(LineRun run) {
    if (run.seqTrusted()) {
      return run.seq() + run.count() - 1;
    }
    return expectedSeq;
  }

  private void takeKey(LineRun run, boolean clean) {
    if (run.defect() == FindingKind.MALFORMED) {
      return;
    }
    due = run.keyId();
    if (run.defect() == FindingKind.UNKNOWN_KEY && due != null) {
      unknownKeys.add(due);
    }
    if (run.defect() == null && due != null) {
      checked += run.count();
      keyIds.add(due);
    }
    if (clean && run.own() != null && run.own().newKeyId() != null) {
      due = run.own().newKeyId();
      announcedKeys.add(due);
    }
  }

  /** A record authorises leading records to be gone only if nothing is wrong with itself. */
  private void authorise(LineRun run, boolean clean) {
    OwnRecord own = run.own();
    if (own != null && own.digest() != null) {
      recordedDigests.add(own.digest());
    }
    if (!clean || own == null || own.toHash() == null) {
      return;
    }
    boolean deleting =
        own.type().equals(EventTypes.RETENTION_PRUNE)
            && own.fromSeq() <= firstSeq
            && firstSeq <= own.toSeq();
    boolean follows =
        own.toSeq() == firstSeq - 1
            && firstClaim != null
            && own.toHash().equals(ChainHash.text(firstClaim));
    authorised |= deleting || follows;
  }

  private Finding finding(FindingKind kind, LineRun run, String expected, String found) {
    return Findings.inLine(kind, run, file, lineInFile + 1, expected, found);
  }

  private void report(Finding finding) {
    tally.add(finding);
    listener.accept(finding);
  }
}
