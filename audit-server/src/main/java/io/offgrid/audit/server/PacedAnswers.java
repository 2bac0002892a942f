package io.offgrid.audit.server;

import jakarta.servlet.ServletRequest;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends answers piece by piece, and lets no thread wait until a client takes one: what a handler
 * writes is kept, and its thread goes on. Only {@linkplain #stream streams}, which may be of any
 * length and have threads of their own, are written as fast as they are taken.
 */
final class PacedAnswers extends Handler.Wrapper {
  /** How much is handed to the network at once. */
  static final int PIECE = 32 << 10;

  private static final String STREAMED = PacedAnswers.class.getName();

  private final Clients clients;

  PacedAnswers(Clients clients, Handler inside) {
    super(inside);
    this.clients = clients;
  }

  /** Says that the thread that writes this answer waits until each part of it is taken. */
  static void stream(ServletRequest request) {
    request.setAttribute(STREAMED, true);
  }

  static boolean isStreamed(Request request) {
    return request.getAttribute(STREAMED) != null;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Client client = clients.of(request);
    client.answering();
    Request.addCompletionListener(request, failure -> client.answered(clients.now()));
    PacedAnswer answer = new PacedAnswer(request, response, client, clients);
    return super.handle(request, answer, answer.whenSent(callback));
  }
}
