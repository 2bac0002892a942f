package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.RecordResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records who looked at the log, before he sees anything of it: {@code audit_read}, {@code
 * audit_export}. The same look of the same token is recorded once a minute, so that turning pages
 * fills no log. Safe for use by any number of threads.
 */
final class AccessRecords {
  private static final int REMEMBERED = 10_000;
  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long WAIT_SECONDS = 10;

  /** What only says how much of an answer is wanted, or in what form. */
  private static final List<String> SAME_LOOK =
      List.of("limit", "cursor", "after", "bucket", "verify");

  private final AuditLog log;
  private final LongSupplier nanos;
  private final Map<Look, Recorded> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Look, Recorded> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param nanos as {@link System#nanoTime}
   */
  AccessRecords(AuditLog log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  private record Look(String token, String kind, String path, Map<String, List<String>> chosen) {}

  private record Recorded(long at, CompletableFuture<RecordResult> result) {}

  /**
   * Returns once the look is recorded, or was within the last minute.
   *
   * @param kind the type of the event
   * @throws Problem 503, if it cannot be recorded: then nothing must be shown
   */
  void record(Context request, String token, String kind, Caller caller) {
    Map<String, List<String>> chosen = new TreeMap<>(request.queryParamMap());
    chosen.keySet().removeAll(SAME_LOOK);
    Look look = new Look(token, kind, request.path(), chosen);
    Recorded recorded;
    synchronized (this) {
      recorded = last.get(look);
      long now = nanos.getAsLong();
      if (recorded == null || now - recorded.at >= AGAIN_NANOS) {
        recorded = new Recorded(now, log.record(event(look, caller.address())));
        last.put(look, recorded);
      }
    }
    String failure = await(recorded.result);
    if (failure != null) {
      forget(look, recorded);
      throw Problem.of(
          503,
          "who looks at the log is recorded (audit.server.record_access), and that failed: "
              + failure);
    }
  }

  private synchronized void forget(Look look, Recorded failed) {
    last.remove(look, failed);
  }

  private static AuditEvent event(Look look, String address) {
    AuditEvent.Builder event =
        AuditEvent.builder(look.kind)
            .userId(look.token)
            .outcome(Outcome.SUCCESS)
            .source(address)
            .target(look.path);
    look.chosen.forEach(
        (name, values) -> event.detail(name, values.size() == 1 ? values.get(0) : values));
    return event.build();
  }

  /** Why it failed, or null. */
  private static @Nullable String await(CompletableFuture<RecordResult> result) {
    try {
      result.get(WAIT_SECONDS, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      return e.getCause() instanceof AuditException cause
          ? String.valueOf(cause.getMessage())
          : "an error of the server";
    } catch (TimeoutException e) {
      return "it takes longer than " + WAIT_SECONDS + " s";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the server stops";
    }
  }
}
