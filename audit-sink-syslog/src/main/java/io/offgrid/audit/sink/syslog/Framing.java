package io.offgrid.audit.sink.syslog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  private final String word;

  Framing(String word) {
    this.word = word;
  }

  /** The framing of a stream that is configured by this word. */
  static Optional<Framing> ofStream(String word) {
    return List.of(OCTET_COUNTING, NEWLINE).stream().filter(f -> f.word.equals(word)).findFirst();
  }

  byte[] frame(byte[] message) {
    return switch (this) {
      case NONE -> message;
      case OCTET_COUNTING -> {
        byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] framed = Arrays.copyOf(length, length.length + message.length);
        System.arraycopy(message, 0, framed, length.length, message.length);
        yield framed;
      }
      case NEWLINE -> {
        byte[] framed = Arrays.copyOf(message, message.length + 1);
        framed[message.length] = '\n';
        yield framed;
      }
    };
  }
}
