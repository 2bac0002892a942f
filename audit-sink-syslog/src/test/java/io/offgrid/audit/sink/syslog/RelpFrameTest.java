package io.offgrid.audit.sink.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelpFrameTest {
  @Test
  void isWrittenAsTheSpecificationSays() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new RelpFrame(7, "syslog", "a\nü".getBytes(UTF_8)).writeTo(out);
    new RelpFrame(8, "close", new byte[0]).writeTo(out);
    assertThat(out.toString(UTF_8)).isEqualTo("7 syslog 4 a\nü\n8 close 0\n");
  }

  @Test
  void isReadOneAfterAnother() throws Exception {
    InputStream in = in("1 rsp 6 200 OK\n2 rsp 0\n3 rsp 0 \n0 serverclose 0\n");
    assertThat(List.of(text(in), text(in), text(in), text(in)))
        .containsExactly("1 rsp [200 OK]", "2 rsp []", "3 rsp []", "0 serverclose []");
    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> text(in));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n",
        "1000000000 rsp 6 200 OK\n",
        "-1 rsp 6 200 OK\n",
        "1  6 200 OK\n",
        "1 rsp -6 200 OK\n",
        "1 rsp 6\n200 OK\n",
        "1 rsp 131073 200 OK\n",
        "1 rsp 999999999 200 OK\n",
        "1 rsp 6 200 OK and more\n",
        "1\nrsp 6 200 OK\n",
        "1 rsprsprsprsprsprsprsprsprsprsprsp 6 200 OK\n"
      })
  void isNothingElse(String bytes) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> text(in(bytes)))
        .withMessage("an answer that is not RELP");
  }

  @Test
  void saysYesWithCode200Only() {
    assertThat(response("200 OK").ok()).isTrue();
    assertThat(response("200").ok()).isTrue();
    assertThat(response("200 OK\ncommands=syslog").ok()).isTrue();
    assertThat(response("500 200 OK").ok()).isFalse();
    assertThat(response("2000 OK").ok()).isFalse();
    assertThat(response("").ok()).isFalse();
  }

  @Test
  void showsWhatWasSaidWithoutControlCharacters() {
    assertThat(response("500 a\u001b[2Jb\nrelp_version=0").said()).isEqualTo("500 a?[2Jb");
    assertThat(response("").said()).isEqualTo("nothing");
    assertThat(response("x".repeat(1000)).said()).hasSize(201);
  }

  @Test
  void numbersBeginAgainWhenTheyAreUsedUp() throws Exception {
    try (RelpReceiver receiver =
            new RelpReceiver(
                peer -> {
                  List<Integer> numbers = peer.take(4);
                  assertThat(numbers).containsExactly(999_999_998, 999_999_999, 1, 2);
                  for (int number : numbers) {
                    peer.acknowledge(number);
                  }
                });
        SocketChannel channel = SocketChannel.open()) {
      Socket socket = channel.socket();
      socket.connect(receiver.listensAt());
      RelpConversation conversation = new RelpConversation(channel, socket, 999_999_997);
      conversation.deliver(RelpTransportTest.messages(4));
      assertThat(receiver.messages()).hasSize(4);
    }
  }

  private static RelpFrame response(String data) {
    return new RelpFrame(1, "rsp", data.getBytes(UTF_8));
  }

  private static InputStream in(String bytes) {
    return new ByteArrayInputStream(bytes.getBytes(UTF_8));
  }

  private static String text(InputStream in) throws IOException {
    RelpFrame frame = RelpFrame.readFrom(in);
    return frame.number() + " " + frame.command() + " [" + new String(frame.data(), UTF_8) + "]";
  }
}
