package io.offgrid.audit.chain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Timestamps as they stand in records and heads: RFC 3339, UTC, six fractional digits, truncated.
 * An instance remembers the second it wrote last, since a batch has few of them; for one thread.
 */
public final class RecordTimestamp {
  static final int LENGTH = 27;

  private static final int SECOND_LENGTH = 20;

  private final ByteBuilder second = new ByteBuilder(SECOND_LENGTH);
  private long secondOf = Long.MIN_VALUE;

  RecordTimestamp() {}

  /**
   * A timestamp as text.
   *
   * @throws IllegalArgumentException unless the year is 0 to 9999
   */
  public static String text(Instant time) {
    ByteBuilder out = new ByteBuilder(LENGTH);
    new RecordTimestamp().append(out, time);
    return new String(out.array(), 0, LENGTH, StandardCharsets.US_ASCII);
  }

  /** Appends a timestamp, without quotes. */
  void append(ByteBuilder out, Instant time) {
    if (time.getEpochSecond() != secondOf) {
      remember(time);
    }
    out.append(second.array(), 0, SECOND_LENGTH).appendDigits(time.getNano() / 1000, 6).append('Z');
  }

  private void remember(Instant time) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    if (utc.getYear() < 0 || utc.getYear() > 9999) {
      throw new IllegalArgumentException("a record's year is 0 to 9999, not " + utc.getYear());
    }
    second.reset();
    second.appendDigits(utc.getYear(), 4).append('-');
    second.appendDigits(utc.getMonthValue(), 2).append('-');
    second.appendDigits(utc.getDayOfMonth(), 2).append('T');
    second.appendDigits(utc.getHour(), 2).append(':');
    second.appendDigits(utc.getMinute(), 2).append(':');
    second.appendDigits(utc.getSecond(), 2).append('.');
    secondOf = time.getEpochSecond();
  }
}
