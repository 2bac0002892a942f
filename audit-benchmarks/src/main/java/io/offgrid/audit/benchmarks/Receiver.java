package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLContext;

/** Listens on 127.0.0.1, with one thread for each connection, and counts what it reads. */
final class Receiver implements AutoCloseable {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final ServerSocket server;
  private final Optional<SSLContext> tls;
  private final Talk talk;
  private final AtomicLong received = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** One side of a conversation; returns when the other side has ended it. */
  @FunctionalInterface
  interface Talk {
    void hold(InputStream in, OutputStream out, LongConsumer received) throws IOException;
  }

  Receiver(Talk talk, Optional<SSLContext> tls) {
    this.talk = talk;
    this.tls = tls;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Bytes of payload since the beginning. */
  long received() {
    return received.get();
  }

  /** Returns when it has received so much, which must be just that. */
  void await(long total) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (received.get() < total && System.nanoTime() < end) {
      LockSupport.parkNanos(50_000);
    }
    if (received.get() != total) {
      throw new IllegalStateException("received %d of %d bytes".formatted(received.get(), total));
    }
  }

  private static void start(Runnable run) {
    Thread thread = new Thread(run, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket raw) {
    try (raw) {
      raw.setTcpNoDelay(true);
      Socket socket = raw;
      if (tls.isPresent()) {
        socket = tls.get().getSocketFactory().createSocket(raw, null, true);
      }
      talk.hold(socket.getInputStream(), socket.getOutputStream(), received::addAndGet);
      socket.close(); // over TLS, with a goodbye
    } catch (SocketException e) {
      // The other side, or this one, hung up.
    } catch (IOException e) {
      System.err.println("receiver: " + e);
    } finally {
      open.remove(raw);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
