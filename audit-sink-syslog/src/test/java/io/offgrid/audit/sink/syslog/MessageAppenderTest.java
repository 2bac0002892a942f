package io.offgrid.audit.sink.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Log4j's appender does with the stream that it is given. */
class MessageAppenderTest {
  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 514);

  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final List<Integer> writes = new ArrayList<>();
  private final OutputStream counting =
      new OutputStream() {
        @Override
        public void write(int value) {
          throw new AssertionError("a write of one byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
          writes.add(length);
          stream.write(bytes, offset, length);
        }
      };

  private static List<byte[]> messages(int count, int length) {
    return Collections.nCopies(count, "x".repeat(length).getBytes(US_ASCII));
  }

  @Test
  void messagesAreGatheredIntoFewWritesAndNoneStaysBehind() throws IOException {
    MessageAppender.gathering(Framing.OCTET_COUNTING, counting, PEER).append(messages(200, 1000));
    assertThat(writes).containsExactly(65 * 1005, 65 * 1005, 65 * 1005, 5 * 1005);
    assertThat(stream.toString(US_ASCII)).isEqualTo(("1000 " + "x".repeat(1000)).repeat(200));
  }

  @Test
  void aMessageThatIsLongerThanTheBufferGoesOutWhole() throws IOException {
    MessageAppender.gathering(Framing.NEWLINE, counting, PEER).append(messages(2, 100_000));
    assertThat(stream.toString(US_ASCII)).isEqualTo(("x".repeat(100_000) + "\n").repeat(2));
  }

  @Test
  void datagramsAreWrittenOneByOne() throws IOException {
    MessageAppender.oneByOne(counting, PEER).append(messages(3, 1000));
    assertThat(writes).containsExactly(1000, 1000, 1000);
  }

  @Test
  void aFailureOfTheStreamIsTheCallers() {
    IOException failure = new IOException("no more");
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw failure;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            throw failure;
          }
        };
    MessageAppender appender = MessageAppender.gathering(Framing.NEWLINE, failing, PEER);
    assertThatThrownBy(() -> appender.append(messages(1, 10))).isSameAs(failure);
    assertThatThrownBy(() -> appender.append(messages(1000, 1000))).isSameAs(failure);
  }
}
