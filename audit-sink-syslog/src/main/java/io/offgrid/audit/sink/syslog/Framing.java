package io.offgrid.audit.sink.syslog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** How a receiver tells one message from the next. */
enum Framing {
  /** Each message is a datagram of its own. */
  NONE(""),
  /** The length stands before it (RFC 6587 section 3.4.1, RFC 5425 section 4.3). */
  OCTET_COUNTING("octet-counting"),
  /** A newline stands after it (RFC 6587 section 3.4.2); none may stand in it. */
  NEWLINE("newline");

  private static final byte[] NOTHING = {};
  private static final byte[] LINE_END = {'\n'};

  private final String word;

  Framing(String word) {
    this.word = word;
  }

  /** The framing of a stream that is configured by this word. */
  static Optional<Framing> ofStream(String word) {
    return List.of(OCTET_COUNTING, NEWLINE).stream().filter(f -> f.word.equals(word)).findFirst();
  }

  /** What stands before a message of this length. */
  byte[] before(int length) {
    return this == OCTET_COUNTING ? (length + " ").getBytes(StandardCharsets.US_ASCII) : NOTHING;
  }

  /** What stands after it. */
  byte[] after() {
    return this == NEWLINE ? LINE_END : NOTHING;
  }
}
