package io.offgrid.audit.sink.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.offgrid.audit.testkit.SinkContract;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A receiver on a stream, with its own reading of RFC 6587; it can die and hang in many ways. */
final class StreamReceiver implements AutoCloseable {
  /** How long a message may be; more is a mistake in the framing. */
  private static final int LONGEST = 1 << 24;

  private final boolean counted;
  private final ServerSocketFactory sockets;
  private final boolean clientMustShowCertificate;
  private final List<byte[]> messages = new ArrayList<>();
  private final List<Socket> connections = new ArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private ServerSocket server;
  private Thread acceptor;
  private int port;
  private int accepted;
  private boolean hanging;
  private boolean keepsOpen;

  private StreamReceiver(
      boolean counted, ServerSocketFactory sockets, boolean clientMustShowCertificate) {
    this.counted = counted;
    this.sockets = sockets;
    this.clientMustShowCertificate = clientMustShowCertificate;
    start();
  }

  static StreamReceiver countingOctets() {
    return new StreamReceiver(true, ServerSocketFactory.getDefault(), false);
  }

  static StreamReceiver readingLines() {
    return new StreamReceiver(false, ServerSocketFactory.getDefault(), false);
  }

  static StreamReceiver overTls(SSLContext tls, boolean clientMustShowCertificate) {
    return new StreamReceiver(true, tls.getServerSocketFactory(), clientMustShowCertificate);
  }

  int port() {
    return port;
  }

  synchronized List<Parsed> messages() {
    return messages.stream().map(Parsed::of).toList();
  }

  synchronized List<Long> numbers() {
    return messages().stream().map(Parsed::seq).toList();
  }

  /** How many connections there were. */
  synchronized int accepted() {
    return accepted;
  }

  /** Takes connections from now on and reads nothing. */
  synchronized void hang() {
    hanging = true;
  }

  /** Does not end a connection that the sender has ended, from now on. */
  synchronized void keepOpen() {
    keepsOpen = true;
  }

  synchronized void start() {
    server = listen();
    port = server.getLocalPort();
    ServerSocket listening = server;
    acceptor = daemon(() -> accept(listening));
  }

  /** Between a stop and a start, another process may have the port for a moment. */
  private ServerSocket listen() {
    AtomicReference<ServerSocket> listening = new AtomicReference<>();
    SinkContract.await(
        "listening",
        () -> {
          try {
            listening.set(bound());
            return true;
          } catch (BindException e) {
            return false;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return Objects.requireNonNull(listening.get());
  }

  private ServerSocket bound() throws IOException {
    ServerSocket socket = sockets.createServerSocket();
    if (socket instanceof SSLServerSocket secure) {
      secure.setNeedClientAuth(clientMustShowCertificate);
    }
    socket.setReuseAddress(true);
    socket.setReceiveBufferSize(16 << 10);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        synchronized (this) {
          if (listening.isClosed()) {
            socket.close();
            return;
          }
          accepted++;
          connections.add(socket);
          if (!hanging) {
            readers.add(daemon(() -> read(socket)));
          }
        }
      }
    } catch (IOException e) {
      // It was stopped.
    }
  }

  private void read(Socket socket) {
    try {
      if (socket instanceof SSLSocket secure) {
        secure.startHandshake();
      }
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (byte[] message = next(in); message.length > 0; message = next(in)) {
        synchronized (this) {
          messages.add(message);
        }
      }
      end(socket);
    } catch (IOException e) {
      // The connection broke: what was read whole is kept.
      end(socket);
    }
  }

  private synchronized void end(Socket socket) {
    if (!keepsOpen) {
      closeQuietly(socket);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It broke before.
    }
  }

  /** The next message; an empty one at the end. */
  private byte[] next(InputStream in) throws IOException {
    return counted ? nextCounted(in) : nextLine(in);
  }

  private static byte[] nextCounted(InputStream in) throws IOException {
    StringBuilder digits = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return new byte[0];
    }
    for (; c != ' '; c = in.read()) {
      if (c < '0' || c > '9') {
        throw new EOFException("no MSG-LEN: " + digits + (char) c);
      }
      digits.append((char) c);
    }
    int length = Integer.parseInt(digits.toString());
    byte[] message = in.readNBytes(length);
    if (length > LONGEST || message.length < length) {
      throw new EOFException("in the middle of " + new String(message, US_ASCII));
    }
    return message;
  }

  private static byte[] nextLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return new byte[0];
      }
      line.write(c);
    }
    return line.toByteArray();
  }

  /**
   * As a process that dies: the kernel ends its connections. It listens for as long as a thread of
   * this process accepts, closed or not, so that thread is waited for.
   */
  void stop() {
    Thread accepting;
    synchronized (this) {
      accepting = acceptor;
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    SinkContract.await("stopped", () -> !accepting.isAlive());
    hangUp(false);
  }

  /**
   * Ends all connections, and goes on listening. What was read on them is among the messages when
   * it returns, and nothing comes after.
   */
  void hangUp(boolean withReset) {
    List<Thread> reading = endConnections(withReset);
    SinkContract.await("read", () -> reading.stream().noneMatch(Thread::isAlive));
  }

  private synchronized List<Thread> endConnections(boolean withReset) {
    for (Socket socket : connections) {
      try {
        if (withReset) {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      } catch (IOException e) {
        // It broke before.
      }
    }
    connections.clear();
    List<Thread> reading = List.copyOf(readers);
    readers.clear();
    return reading;
  }

  @Override
  public void close() {
    stop();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "receiver");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
