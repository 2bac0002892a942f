package io.offgrid.audit.chain;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a segment holds. Each line must be a record that links to the line before it: so what
 * was counted is what the hash of the last line stands for, whatever somebody may have put into the
 * segment for the time of its counting. For one segment and one thread.
 */
public final class SegmentTally {
  private final LineScanner scanner = new LineScanner();
  private final NameCounts types = new NameCounts();
  private final NameCounts users = new NameCounts();
  private final NameCounts outcomes = new NameCounts();
  private final NameCounts severities = new NameCounts();
  private final HourCounts hours = new HourCounts();
  private byte @Nullable [] hash;
  private String previousHash = "";
  private long firstSeq;
  private long lastSeq;
  private String first = "";
  private String last = "";
  private String min = "";
  private String max = "";

  private SegmentTally() {}

  /**
   * Summarises a sealed segment.
   *
   * @param lines all of it, forwards
   * @param size of the segment, in bytes
   * @return empty if it is damaged, or too diverse to be worth it: it must be read then
   */
  public static Optional<SegmentSummary> of(Lines lines, long size) {
    SegmentTally tally = new SegmentTally();
    while (lines.advance()) {
      if (!lines.isWhole() || !tally.take(lines)) {
        return Optional.empty();
      }
    }
    return lines.done() == size ? tally.summary(size) : Optional.empty();
  }

  private boolean take(Lines line) {
    RecordView record = view(line);
    byte[] before = hash;
    hash = ChainHash.of(line.buffer(), line.start(), line.end() - line.start());
    return record != null && links(record, before) && count(record);
  }

  private @Nullable RecordView view(Lines line) {
    return scanner.scan(line.buffer(), line.start(), line.end())
        ? scanner
        : RecordLine.parse(line.buffer(), line.start(), line.end()).orElse(null);
  }

  private boolean links(RecordView record, byte @Nullable [] before) {
    String link = ChainHash.PREFIX + record.text(Member.CHAIN_HASH);
    long seq = Long.parseLong(String.valueOf(record.text(Member.SEQ)));
    if (before == null) {
      previousHash = link;
      firstSeq = seq;
      lastSeq = seq;
      return true;
    }
    boolean next = seq == lastSeq + 1 && link.equals(ChainHash.text(before));
    lastSeq = seq;
    return next;
  }

  private boolean count(RecordView record) {
    types.add(record.text(Member.TYPE));
    users.add(record.text(Member.USER_ID));
    outcomes.add(record.text(Member.OUTCOME));
    severities.add(record.text(Member.SEVERITY));
    last = String.valueOf(record.text(Member.TIMESTAMP));
    if (first.isEmpty()) {
      first = last;
      min = last;
      max = last;
    }
    min = min.compareTo(last) <= 0 ? min : last;
    max = max.compareTo(last) >= 0 ? max : last;
    if (last.length() != RecordTimestamp.LENGTH) {
      return false;
    }
    hours.add(last, record.text(Member.OUTCOME));
    return true;
  }

  private Optional<SegmentSummary> summary(long size) {
    boolean diverse =
        Arrays.asList(types, outcomes, severities).stream().anyMatch(NameCounts::isTooMany);
    if (hash == null || diverse) {
      return Optional.empty();
    }
    return Optional.of(
        new SegmentSummary(
            size,
            firstSeq,
            lastSeq,
            previousHash,
            ChainHash.text(hash),
            first,
            last,
            min,
            max,
            types.counts(),
            users.isTooMany() ? null : users.counts(),
            outcomes.counts(),
            severities.counts(),
            hours.counts()));
  }
}
