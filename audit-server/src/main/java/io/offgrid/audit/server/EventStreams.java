package io.offgrid.audit.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Streams of server-sent events (WHATWG HTML, section 9.2), each on a thread of its own, so that a
 * slow reader holds up nobody else; a write that the reader does not take in time ends its stream.
 * There are only so many. Safe for use by any number of threads.
 */
final class EventStreams implements AutoCloseable {
  static final String TYPE = "text/event-stream";

  private final Semaphore free;
  private final int most;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread made = new Thread(work, "offgrid-audit-stream");
            made.setDaemon(true);
            return made;
          });
  private volatile boolean closed;

  EventStreams(int most) {
    this.most = most;
    free = new Semaphore(most);
  }

  /** Writes a stream until it returns, or the reader is gone. */
  interface Writer {
    void write(Stream stream) throws IOException, InterruptedException;
  }

  /** Whether the request asks for a stream rather than one answer. */
  static boolean isWanted(Context request) {
    String accepted = request.header("Accept");
    return accepted != null && accepted.contains(TYPE);
  }

  /**
   * Answers with a stream.
   *
   * @throws Problem 503, if there are too many
   */
  void open(Context request, Writer writer) {
    if (!free.tryAcquire()) {
      throw Problem.of(
          503, "%d streams are open, and more are not served: close one".formatted(most));
    }
    request.future(() -> CompletableFuture.runAsync(() -> run(request, writer), threads));
  }

  private void run(Context request, Writer writer) {
    try {
      PacedAnswers.stream(request.req());
      request.res().setContentType(TYPE);
      request.res().setCharacterEncoding("utf-8");
      request.res().setHeader("X-Accel-Buffering", "no");
      writer.write(new Stream(request.res().getOutputStream()));
    } catch (IOException e) {
      // the reader is gone, or too slow
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
  }

  /** One stream. For its thread. */
  static final class Stream {
    private final OutputStream out;

    Stream(OutputStream out) {
      this.out = out;
    }

    /**
     * Sends an event.
     *
     * @param data without line ends
     */
    void send(String event, @Nullable String id, String data) throws IOException {
      write("event: " + event + "\n" + (id == null ? "" : "id: " + id + "\n") + "data: " + data);
      out.flush();
    }

    /** As {@link #send}, to be sent along with what comes next, or {@link #flush()}. */
    void add(String event, String id, String data) throws IOException {
      write("event: " + event + "\nid: " + id + "\ndata: " + data);
    }

    void flush() throws IOException {
      out.flush();
    }

    /** Shows both sides that the other one is there. */
    void beat() throws IOException {
      write(": still here");
      out.flush();
    }

    private void write(String text) throws IOException {
      out.write((text + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
