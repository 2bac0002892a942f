package io.offgrid.audit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A connection on which a test says what no library would. */
final class RawClient implements AutoCloseable {
  private static final String LENGTH = "content-length: ";

  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  /** What was answered; headers by their names in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  static RawClient to(int port) throws IOException {
    return connected(new Socket(), port);
  }

  /** One whose system keeps hardly anything that it has not read. */
  static RawClient thatKeepsLittle(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 << 10);
    return connected(socket, port);
  }

  private static RawClient connected(Socket socket, int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
    return new RawClient(socket);
  }

  /** Asks once, with these lines of a header, and is gone. */
  static Answer ask(int port, String... lines) throws IOException {
    try (RawClient client = to(port)) {
      return client.say(String.join("\r\n", lines) + "\r\n\r\n").answer();
    }
  }

  RawClient say(String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(UTF_8));
    out.flush();
    return this;
  }

  Socket socket() {
    return socket;
  }

  /** Whether the server closes the connection, without a word. */
  boolean isClosedByServer() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException e) {
      return true; // reset
    }
  }

  /** Waits until the answer begins. */
  void awaitFirstByte() throws IOException {
    if (socket.getInputStream().read() != 'H') {
      throw new IOException("that is no answer");
    }
  }

  /** Reads what is left of an answer (RFC 9112, section 6); whether its end comes. */
  boolean isWhole() throws IOException {
    try {
      InputStream in = socket.getInputStream();
      String length = "";
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String field = line.toLowerCase(Locale.ROOT);
        length = field.startsWith(LENGTH) ? field.substring(LENGTH.length()) : length;
      }
      if (length.isEmpty()) {
        skipChunks(in);
      } else {
        in.skipNBytes(Long.parseLong(length));
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return false; // closed
    }
  }

  private static void skipChunks(InputStream in) throws IOException {
    int size;
    do {
      size = Integer.parseInt(line(in), 16);
      in.skipNBytes(size);
      line(in);
    } while (size > 0);
  }

  Answer answer() throws IOException {
    InputStream in = socket.getInputStream();
    String[] status = line(in).split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] header = line.split(": *", 2);
      headers.merge(header[0].toLowerCase(Locale.ROOT), header[1], (a, b) -> a + ", " + b);
    }
    String length = headers.get("content-length");
    byte[] body = length == null ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    return new Answer(Integer.parseInt(status[1]), headers, new String(body, UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended after: " + line);
      }
      line.append(new String(new byte[] {(byte) c}, ISO_8859_1));
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
