package io.offgrid.audit.benchmarks;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the frames that the RELP sink writes, with the same window, and counts the answers: a line
 * each.
 */
final class BareRelp implements Sender {
  private static final int WINDOW = 1024; // the sink's
  private static final int BUFFER = 64 << 10;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final List<List<byte[]>> batches;
  private final byte[] answers = new byte[BUFFER];
  private int number = 1;
  private int unanswered;

  BareRelp(Payload payload, int batch, int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    in = socket.getInputStream();
    batches = Payload.cut(payload.messages(), batch);
    String offer = "relp_version=0\nrelp_software=bare\ncommands=syslog";
    out.write(ascii("1 open " + offer.length() + " " + offer + "\n"));
    unanswered = Talks.OPENED_LINES;
    await(0);
  }

  @Override
  public void send() throws IOException {
    for (List<byte[]> messages : batches) {
      for (byte[] message : messages) {
        if (unanswered == WINDOW) {
          await(WINDOW / 2);
        }
        out.write(ascii(++number + " syslog " + message.length + " "));
        out.write(message);
        out.write('\n');
        unanswered++;
      }
      await(0);
    }
  }

  private void await(int rest) throws IOException {
    out.flush();
    while (unanswered > rest) {
      int count = in.read(answers);
      if (count < 0) {
        throw new EOFException();
      }
      for (int i = 0; i < count; i++) {
        unanswered -= answers[i] == '\n' ? 1 : 0;
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public long bytes() {
    return batches.stream().flatMap(List::stream).mapToLong(message -> message.length).sum();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
