package io.offgrid.audit.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes syslog messages counted in octets (RFC 6587, 3.4.1), and follows their seq for as long as
 * none is missing.
 */
final class CountingReceiver implements AutoCloseable {
  private static final Pattern SEQ = Pattern.compile(" seq=\"(\\d+)\"");
  private static final int HEADER = 400;

  private final ServerSocket listener;
  private volatile long last;
  private long doubles;
  private volatile long first;
  private volatile long latest;

  CountingReceiver() throws IOException {
    listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(this::accept, "counting-receiver");
    accepting.setDaemon(true);
    accepting.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The seq up to which all have come. */
  long last() {
    return last;
  }

  long doubles() {
    return doubles;
  }

  /** From the first message to the last. */
  double seconds() {
    return (latest - first) / 1e9;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept();
          DataInputStream in =
              new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16))) {
        read(in);
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void read(DataInputStream in) throws IOException {
    int next = in.read();
    while (next >= 0) {
      int length = 0;
      while (next != ' ') {
        length = 10 * length + next - '0';
        next = in.read();
      }
      byte[] message = new byte[length];
      in.readFully(message);
      count(new String(message, 0, Math.min(length, HEADER), ISO_8859_1));
      next = in.read();
    }
  }

  private void count(String message) {
    latest = System.nanoTime();
    if (last == 0) {
      first = latest;
    }
    Matcher seq = SEQ.matcher(message);
    if (!seq.find()) {
      return;
    }
    long number = Long.parseLong(seq.group(1));
    if (number == last + 1) {
      last = number;
    } else if (number <= last) {
      doubles++;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
