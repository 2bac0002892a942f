package io.offgrid.audit.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Hands requests on when all of their body is there, so that no thread waits for a client that
 * sends slowly. A body that is too long is refused before it is read.
 */
final class WholeRequests extends Handler.Wrapper {
  private final Clients clients;
  private final Limits limits;

  WholeRequests(Clients clients, Limits limits, Handler inside) {
    super(inside);
    this.clients = clients;
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    if (length <= 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      return super.handle(request, response, callback);
    }
    Body body = new Body(request, response, callback);
    if (length > limits.bodyBytes()) {
      body.refuse(tooLong());
    } else {
      body.begin();
    }
    return true;
  }

  private Problem tooLong() {
    return Problem.of(
        413,
        "the body is longer than %,d bytes (audit.server.max_body_bytes)"
            .formatted(limits.bodyBytes()));
  }

  private Problem late() {
    return Problem.of(
        408,
        "the request did not arrive within %d s (audit.server.request_timeout)"
            .formatted(limits.arrival().toSeconds()));
  }

  /** One that arrives. Reads what is there, and asks to be run again when there is more. */
  private final class Body implements Runnable {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Client client;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
    private final AtomicBoolean over = new AtomicBoolean();
    private int held;
    private boolean settled;

    Body(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      client = clients.of(request);
    }

    void begin() {
      Request.addCompletionListener(request, failure -> settle());
      client.arriving(request.getBeginNanoTime(), () -> refuse(late()));
      run();
    }

    @Override
    public void run() {
      while (!over.get()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          if (over.compareAndSet(false, true)) {
            callback.failed(chunk.getFailure());
          }
          return;
        }
        take(chunk);
      }
    }

    private void take(Content.Chunk chunk) {
      bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
      boolean last = chunk.isLast();
      boolean enough = hold(chunk.remaining());
      chunk.release();
      if (bytes.size() > limits.bodyBytes()) {
        refuse(tooLong());
      } else if (!enough) {
        refuse(
            Problem.of(503, "too many large requests at once; try again in 1 s")
                .with("Retry-After", "1"));
      } else if (last && over.compareAndSet(false, true)) {
        client.answering();
        handOn();
      }
    }

    private synchronized boolean hold(int size) {
      if (settled) {
        return true;
      }
      held += size;
      return clients.hold(client, size);
    }

    private synchronized void settle() {
      settled = true;
      clients.release(client, held);
    }

    private void handOn() {
      Request whole = new Whole(request, bytes.toByteArray());
      try {
        if (!WholeRequests.super.handle(whole, response, callback)) {
          Response.writeError(whole, response, callback, 404);
        }
      } catch (Exception e) {
        Response.writeError(whole, response, callback, e);
      }
    }

    void refuse(Problem problem) {
      if (over.compareAndSet(false, true)) {
        client.answering();
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        problem.answer(response, callback);
      }
    }
  }

  /** A request whose body was read before. */
  private static final class Whole extends Request.Wrapper {
    private final Content.Source body;

    Whole(Request request, byte[] body) {
      super(request);
      this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
    }

    @Override
    public Content.Chunk read() {
      return body.read();
    }

    @Override
    public void demand(Runnable demanded) {
      body.demand(demanded);
    }

    @Override
    public void fail(Throwable failure) {
      body.fail(failure);
    }

    @Override
    public boolean consumeAvailable() {
      return true;
    }
  }
}
