package io.offgrid.audit.sink.syslog;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How long one call may last. When its time is up, or another thread wants it to end, what the call
 * uses is closed under it, which is the only way to end a blocking write: sockets have no timeout
 * for those, and one for reads starts anew with every byte.
 *
 * <p>It needs no thread of its own: the JVM has one for {@link CompletableFuture#orTimeout}.
 */
final class RelpDeadline implements AutoCloseable {
  private final Duration timeout;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private @Nullable Closeable used;
  private volatile String doing = "starting";

  RelpDeadline(Duration timeout) {
    this.timeout = timeout;
    CompletableFuture<Void> unused =
        over.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete((done, why) -> cut(why));
  }

  /** What is closed when the call must end; at once if it must already. Replaces what was. */
  void guard(Closeable resource) {
    synchronized (this) {
      used = resource;
    }
    if (over.isCompletedExceptionally()) {
      cut(new CancellationException());
    }
  }

  /** Says what the call is at, for who reads of its failure. */
  void doing(String what) {
    doing = what;
  }

  /** Ends the call now, from another thread. */
  void abort() {
    over.completeExceptionally(new CancellationException());
  }

  /** Why the call failed. */
  String explain(IOException e) {
    return reason(e) + " (" + doing + ")";
  }

  private String reason(IOException e) {
    if (over.isCancelled()) {
      return "closed";
    }
    if (over.isCompletedExceptionally()) {
      return "not done within " + timeout.toMillis() + " ms";
    }
    if (e instanceof EOFException) {
      return "the receiver closed the connection";
    }
    if (e instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return e instanceof SSLException
        ? "TLS: " + RelpFrame.printable(TlsReason.of(message))
        : RelpFrame.printable(message);
  }

  /** The call is over; from now on nothing is closed. */
  @Override
  public void close() {
    over.complete(null);
  }

  private void cut(@Nullable Throwable why) {
    Closeable resource;
    synchronized (this) {
      resource = used;
    }
    if (why == null || resource == null) {
      return;
    }
    try {
      resource.close();
    } catch (IOException e) {
      // It is of no use any more in any case.
    }
  }
}
