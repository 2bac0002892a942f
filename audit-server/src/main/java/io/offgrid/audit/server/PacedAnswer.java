package io.offgrid.audit.server;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/** One of the {@link PacedAnswers}. Safe for use by any number of threads. */
final class PacedAnswer extends Response.Wrapper {
  private final Client client;
  private final Clients clients;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final Sending sending = new Sending();
  private @Nullable Throwable failure;
  private @Nullable Callback whenSent;
  private boolean last;

  PacedAnswer(Request request, Response wrapped, Client client, Clients clients) {
    super(request, wrapped);
    this.client = client;
    this.clients = clients;
  }

  /**
   * What waits to be sent.
   *
   * @param held how much memory was taken for it
   * @param taken told once it is sent
   */
  private record Part(ByteBuffer bytes, boolean last, int held, Callback taken) {}

  @Override
  public boolean hasLastWrite() {
    synchronized (parts) {
      return last || super.hasLastWrite();
    }
  }

  @Override
  public void write(boolean lastOne, ByteBuffer content, Callback callback) {
    if (PacedAnswers.isStreamed(getRequest())) {
      add(new Part(content == null ? BufferUtil.EMPTY_BUFFER : content, lastOne, 0, callback));
      return;
    }
    byte[] copy = content == null ? new byte[0] : BufferUtil.toArray(content);
    BufferUtil.clear(content);
    if (!clients.hold(client, copy.length)) {
      client.close(); // others hold it all, and are not to blame
    }
    Throwable failed = add(new Part(ByteBuffer.wrap(copy), lastOne, copy.length, Callback.NOOP));
    if (failed == null) {
      callback.succeeded();
    } else {
      callback.failed(failed);
    }
  }

  /** Adds a part to be sent, or tells why nothing can be. */
  private @Nullable Throwable add(Part part) {
    Throwable failed;
    synchronized (parts) {
      failed = failure;
      if (failed == null) {
        parts.add(part);
        last |= part.last;
      }
    }
    if (failed == null) {
      sending.iterate();
    } else {
      drop(part, failed);
    }
    return failed;
  }

  private void drop(Part part, Throwable why) {
    clients.release(client, part.held);
    part.taken.failed(why);
  }

  /** A callback for the handler, which passes on that it is done once all is sent. */
  Callback whenSent(Callback callback) {
    return Callback.from(callback.getInvocationType(), () -> end(callback), callback::failed);
  }

  private void end(Callback callback) {
    Throwable failed;
    synchronized (parts) {
      failed = failure;
      if (failed == null && !sending.isDone()) {
        whenSent = callback;
        return;
      }
    }
    if (failed == null) {
      callback.succeeded();
    } else {
      callback.failed(failed);
    }
  }

  /** Sends one piece after the other. */
  private final class Sending extends IteratingCallback {
    private @Nullable Part current;

    /** Whether nothing is under way; with the parts locked. */
    boolean isDone() {
      return parts.isEmpty() && current == null;
    }

    @Override
    protected Action process() {
      Part part;
      Part sent = null;
      Callback done = null;
      synchronized (parts) {
        part = current;
        if (part != null && !part.bytes.hasRemaining()) {
          sent = part;
          part = null;
        }
        if (part == null) {
          part = parts.poll();
          current = part;
        }
        if (part == null) {
          done = whenSent;
          whenSent = null;
        }
      }
      if (sent != null) {
        client.sent();
        clients.release(client, sent.held);
        sent.taken.succeeded();
      }
      if (part == null) {
        if (done != null) {
          done.succeeded();
        }
        return Action.IDLE;
      }
      send(part);
      return Action.SCHEDULED;
    }

    private void send(Part part) {
      ByteBuffer bytes = part.bytes;
      int size = Math.min(bytes.remaining(), PacedAnswers.PIECE);
      ByteBuffer piece = bytes.slice(bytes.position(), size);
      bytes.position(bytes.position() + size);
      client.sending(clients.now());
      PacedAnswer.super.write(part.last && !bytes.hasRemaining(), piece, this);
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
      Deque<Part> left;
      Callback done;
      synchronized (parts) {
        failure = cause;
        left = new ArrayDeque<>(parts);
        parts.clear();
        if (current != null) {
          left.addFirst(current);
          current = null;
        }
        done = whenSent;
        whenSent = null;
      }
      left.forEach(part -> drop(part, cause));
      if (done != null) {
        done.failed(cause);
      }
    }
  }
}
