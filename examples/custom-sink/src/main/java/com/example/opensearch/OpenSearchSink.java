package com.example.opensearch;

import com.example.opensearch.BulkAnswer.Item;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Posts batches to the bulk API and says what became of them; it neither queues nor retries. */
final class OpenSearchSink implements Sink {
  private final OpenSearchSettings settings;
  private final String target;
  private final HttpClient client;
  private long confirmed;
  private volatile boolean closed;
  private volatile CompletableFuture<?> call = CompletableFuture.completedFuture(null);

  OpenSearchSink(OpenSearchSettings settings) {
    this.settings = settings;
    target = settings.url() + "/" + settings.index();
    HttpClient.Builder builder = HttpClient.newBuilder();
    if (settings.caFile().isPresent()) {
      builder.sslContext(
          new TlsFiles(settings.caFile(), Optional.empty(), Optional.empty()).context());
    }
    client = builder.version(HttpClient.Version.HTTP_1_1).build();
  }

  @Override
  public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
    if (batch.get(0).seq() <= confirmed) {
      confirmed = 0; // it starts over
    }
    HttpResponse<byte[]> answer = post(batch, timeout);
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    check(batch, items(batch, answer));
    confirmed = batch.get(batch.size() - 1).seq();
  }

  /** OpenSearch answers when it has written: what was delivered is confirmed. */
  @Override
  public long confirmed() {
    return confirmed;
  }

  @Override
  public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
    long start = System.nanoTime();
    HttpResponse<byte[]> answer = post(List.of(record), timeout);
    long millis = (System.nanoTime() - start) / 1_000_000;
    steps.accept(target + " answered " + answer.statusCode() + " in " + millis + " ms");
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    check(List.of(record), items(List.of(record), answer));
    steps.accept("the document " + record.id() + " is there");
  }

  @Override
  public String target() {
    return target;
  }

  /** Ends a call under way, on whatever thread. */
  @Override
  public void close() {
    closed = true;
    call.cancel(true);
  }

  private HttpResponse<byte[]> post(List<? extends AuditRecord> batch, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(settings.url().reveal()).resolve("/" + settings.index() + "/_bulk"))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(BulkBody.of(batch)));
    settings.user().ifPresent(user -> request.header("Authorization", basic(user)));
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    call = asked;
    try {
      if (closed) {
        throw SinkException.failed(target + ": the sink is closed", null);
      }
      return asked.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw SinkException.failed(target + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw SinkException.failed(target + ": no answer in " + timeout.toMillis() + " ms", e);
    } catch (CancellationException e) {
      throw SinkException.failed(target + ": the sink was closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SinkException.failed(target + ": interrupted", e);
    } finally {
      asked.cancel(true);
    }
  }

  private String basic(String user) {
    String both = user + ":" + settings.password().orElseThrow().reveal();
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private SinkException refused(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    String what = target + ": it answered " + status;
    if (status == 400 || status == 413) {
      return SinkException.rejected(what); // smaller batches may pass, without the culprit
    }
    Optional<Duration> wait =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("[0-9]{1,4}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    return wait.isPresent()
        ? SinkException.busy(what, wait.get())
        : SinkException.failed(what, null); // 401, 403, 404, 429, 5xx: until somebody mends it
  }

  private List<Item> items(List<? extends AuditRecord> batch, HttpResponse<byte[]> answer) {
    try {
      List<Item> items = BulkAnswer.read(answer.body());
      if (items.size() == batch.size()) {
        return items;
      }
      throw SinkException.failed(
          target + ": it answered for " + items.size() + " of " + batch.size() + " records", null);
    } catch (IOException e) {
      throw SinkException.failed(target + ": its answer is none: " + e.getMessage(), e);
    }
  }

  /** One that may pass later keeps all back; else one that never will rejects the batch. */
  private void check(List<? extends AuditRecord> batch, List<Item> items) {
    Optional<SinkException> rejected = Optional.empty();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean there = item.status() / 100 == 2 || item.status() == 409;
      String what =
          "%s: %s for %s: %s".formatted(target, item.status(), batch.get(i).id(), item.reason());
      if (!there && (item.status() == 429 || item.status() >= 500 || item.status() == 0)) {
        throw SinkException.failed(what, null);
      }
      if (!there && rejected.isEmpty()) {
        rejected = Optional.of(SinkException.rejected(what));
      }
    }
    rejected.ifPresent(
        e -> {
          throw e;
        });
  }
}
