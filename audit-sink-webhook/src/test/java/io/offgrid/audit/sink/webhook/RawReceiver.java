package io.offgrid.audit.sink.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of bare sockets that can die, come back at its port, and hang. It keeps the lines of
 * bodies that came whole, and answers what it is told to.
 */
final class RawReceiver implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final List<String> bodies = new ArrayList<>();
  private final List<String> heads = new ArrayList<>();
  private final List<Socket> connections = new ArrayList<>();
  private final int port;
  private String answer = OK;
  private boolean hangs;
  private boolean answersEarly;
  private int ended;
  private @Nullable ServerSocket listening;

  RawReceiver() {
    port = listen(0);
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** What it answers from now on, or {@code ""} for closing the connection without an answer. */
  synchronized void answer(String raw) {
    answer = raw;
  }

  synchronized void hang() {
    hangs = true;
  }

  /** It answers once it has the head, reads no further and ends the connection. */
  synchronized void answerEarly() {
    answersEarly = true;
  }

  synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** Request lines and headers. */
  synchronized List<String> heads() {
    return List.copyOf(heads);
  }

  synchronized int connections() {
    return connections.size();
  }

  /** How many connections the other side has ended. */
  synchronized int ended() {
    return ended;
  }

  void start() {
    listen(port);
  }

  private synchronized int listen(int at) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), at));
      listening = server;
      start(() -> accept(server));
      return server.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As kill -9 does, with the connections reset. */
  synchronized void stop() {
    try {
      Objects.requireNonNull(listening).close();
      for (Socket connection : connections) {
        connection.setSoLinger(true, 0);
        connection.close();
      }
    } catch (IOException e) {
      // It is gone already.
    }
  }

  @Override
  public void close() {
    stop();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(ServerSocket server) {
    try {
      while (true) {
        Socket connection = server.accept();
        synchronized (this) {
          connections.add(connection);
        }
        start(() -> serve(connection));
      }
    } catch (IOException e) {
      // It was stopped.
    }
  }

  private void serve(Socket connection) {
    synchronized (this) {
      if (hangs) {
        return;
      }
    }
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (serveOne(in, connection)) {}
      synchronized (this) {
        ended++;
      }
    } catch (IOException e) {
      // The peer has gone, or it was stopped.
    }
  }

  private boolean serveOne(InputStream in, Socket connection) throws IOException {
    StringBuilder head = new StringBuilder();
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      head.append(line).append('\n');
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    if (head.isEmpty()) {
      return false;
    }
    synchronized (this) {
      if (answersEarly) {
        connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
        return false;
      }
    }
    byte[] body = in.readNBytes(length);
    String reply;
    synchronized (this) {
      heads.add(head.toString());
      if (body.length < length || answer.isEmpty()) {
        return false;
      }
      bodies.add(new String(body, UTF_8));
      reply = answer.replace("ECHO", head.substring(0, head.length() - 1));
    }
    connection.getOutputStream().write(reply.getBytes(ISO_8859_1));
    return true;
  }

  /** Empty at the end, and between head and body. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }
}
