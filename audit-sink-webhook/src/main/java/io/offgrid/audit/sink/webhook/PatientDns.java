package io.offgrid.audit.sink.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import okhttp3.Dns;

/**
 * Looks names up on a thread of its own, so that whoever waits can be told to go: the system's
 * resolver takes as long as it likes, and neither OkHttp nor an interrupt can end that.
 */
final class PatientDns implements Dns {
  private final Dns system;
  private volatile CompletableFuture<List<InetAddress>> givenUp = new CompletableFuture<>();

  PatientDns(Dns system) {
    this.system = system;
  }

  /** To be called before each call that may look a name up. */
  void begin() {
    givenUp = new CompletableFuture<>();
  }

  /** Ends the lookups of the call that was begun last. */
  void giveUp() {
    givenUp.completeExceptionally(new UnknownHostException("given up"));
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread thread = new Thread(() -> resolve(hostname, found), "offgrid-webhook-dns");
    thread.setDaemon(true);
    thread.start();
    try {
      return found.applyToEither(givenUp, addresses -> addresses).get();
    } catch (ExecutionException | CompletionException e) {
      throw new UnknownHostException("not resolved");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    }
  }

  private void resolve(String hostname, CompletableFuture<List<InetAddress>> found) {
    try {
      found.complete(system.lookup(hostname));
    } catch (UnknownHostException | RuntimeException e) {
      found.completeExceptionally(e);
    }
  }
}
