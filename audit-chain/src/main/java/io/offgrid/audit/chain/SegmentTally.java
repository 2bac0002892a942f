package io.offgrid.audit.chain;

import io.offgrid.audit.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a segment holds. Each line must be a record that links to the line before it: so what
 * was counted is what the hash of the last line stands for, whatever somebody may have put into the
 * segment for the time of its counting. For one segment and one thread.
 */
public final class SegmentTally {
  private static final byte[] SUCCESS = Outcome.SUCCESS.word().getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FAILURE = Outcome.FAILURE.word().getBytes(StandardCharsets.US_ASCII);

  private final LineScanner scanner = new LineScanner();
  private final NameCounts types = new NameCounts();
  private final NameCounts users = new NameCounts();
  private final NameCounts outcomes = new NameCounts();
  private final NameCounts severities = new NameCounts();
  private final HourCounts hours = new HourCounts();
  private final MessageDigest digest = ChainHash.newDigest();
  private final TimeSpan times = new TimeSpan();
  private byte[] hash = new byte[ChainHash.BYTES];
  private byte[] before = new byte[ChainHash.BYTES];
  private boolean begun;
  private String previousHash = "";
  private long firstSeq;
  private long lastSeq;

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
    byte[] last = before;
    before = hash;
    hash = last;
    Sha256.hash(digest, line.buffer(), line.start(), line.end(), hash);
    return scanner.scan(line.buffer(), line.start(), line.end())
        ? takeScanned()
        : RecordLine.parse(line.buffer(), line.start(), line.end())
            .map(this::takeParsed)
            .orElse(false);
  }

  /** The usual line, from which nothing is copied. */
  private boolean takeScanned() {
    boolean linked = !begun || Hex.isAt(scanner.bytes(), scanner.start(Member.CHAIN_HASH), before);
    if (!begun) {
      previousHash = ChainHash.PREFIX + scanner.text(Member.CHAIN_HASH);
    }
    if (!linked || !follows(scanner.seq())) {
      return false;
    }
    count(types, Member.TYPE);
    count(users, Member.USER_ID);
    count(outcomes, Member.OUTCOME);
    count(severities, Member.SEVERITY);
    int timestamp = scanner.start(Member.TIMESTAMP);
    times.add(scanner.bytes(), timestamp);
    hours.add(scanner.bytes(), timestamp, outcome());
    return true;
  }

  private void count(NameCounts names, Member member) {
    if (scanner.has(member)) {
      names.add(scanner.bytes(), scanner.start(member), scanner.end(member));
    }
  }

  private @Nullable Outcome outcome() {
    if (scanner.is(Member.OUTCOME, SUCCESS)) {
      return Outcome.SUCCESS;
    }
    return scanner.is(Member.OUTCOME, FAILURE) ? Outcome.FAILURE : null;
  }

  /** A line of a later version. */
  private boolean takeParsed(RecordLine record) {
    String link = ChainHash.PREFIX + record.text(Member.CHAIN_HASH);
    boolean linked = !begun || link.equals(ChainHash.text(before));
    if (!begun) {
      previousHash = link;
    }
    byte[] timestamp =
        String.valueOf(record.text(Member.TIMESTAMP)).getBytes(StandardCharsets.UTF_8);
    long seq = Long.parseLong(String.valueOf(record.text(Member.SEQ)));
    if (!linked || !follows(seq) || timestamp.length != RecordTimestamp.LENGTH) {
      return false;
    }
    types.add(record.text(Member.TYPE));
    users.add(record.text(Member.USER_ID));
    outcomes.add(record.text(Member.OUTCOME));
    severities.add(record.text(Member.SEVERITY));
    times.add(timestamp, 0);
    hours.add(timestamp, 0, outcome(record.text(Member.OUTCOME)));
    return true;
  }

  private static @Nullable Outcome outcome(@Nullable String word) {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.word().equals(word)) {
        return outcome;
      }
    }
    return null;
  }

  private boolean follows(long seq) {
    boolean next = !begun || seq == lastSeq + 1;
    if (!begun) {
      firstSeq = seq;
    }
    begun = true;
    lastSeq = seq;
    return next;
  }

  private Optional<SegmentSummary> summary(long size) {
    boolean diverse =
        Arrays.asList(types, outcomes, severities).stream().anyMatch(NameCounts::isTooMany);
    if (!begun || diverse) {
      return Optional.empty();
    }
    return Optional.of(
        new SegmentSummary(
            size,
            firstSeq,
            lastSeq,
            previousHash,
            ChainHash.text(hash),
            times.first(),
            times.last(),
            times.least(),
            times.most(),
            types.counts(),
            users.isTooMany() ? null : users.counts(),
            outcomes.counts(),
            severities.counts(),
            hours.counts()));
  }
}
