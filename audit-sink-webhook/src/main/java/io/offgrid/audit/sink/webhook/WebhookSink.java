package io.offgrid.audit.sink.webhook;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Posts each batch in one request; what the receiver answers with 2xx, it has. */
final class WebhookSink implements Sink {
  /** As much of an answer's body is read, to keep the connection. */
  private static final long MAX_ANSWER_BYTES = 4096;

  private static final Duration MAX_ANSWER_TIME = Duration.ofSeconds(1);

  private final WebhookSettings settings;
  private final Clock clock;
  private final Requests requests;
  private final PatientDns dns;
  private final OkHttpClient client;
  private volatile long confirmed;
  private volatile boolean closed;
  private volatile @Nullable Call current;

  /**
   * Connects to nothing yet.
   *
   * @param idle how long a connection is kept that nothing is sent over
   */
  WebhookSink(WebhookSettings settings, Clock clock, Dns dns, Duration idle) {
    this.settings = settings;
    this.clock = clock;
    requests = new Requests(settings, clock);
    this.dns = new PatientDns(dns);
    client = Clients.of(settings, this.dns, idle);
  }

  @Override
  public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
    if (batch.get(0).seq() <= confirmed) {
      confirmed = 0;
    }
    post(client, batch, timeout);
    confirmed = batch.get(batch.size() - 1).seq();
  }

  @Override
  public long confirmed() {
    return confirmed;
  }

  @Override
  public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
    OkHttpClient own = Clients.forTest(client, timeout, new TestSteps(steps));
    try {
      post(own, List.of(record), timeout);
    } finally {
      own.connectionPool().evictAll();
    }
  }

  @Override
  public String target() {
    return settings.url().toString();
  }

  @Override
  public void close() {
    closed = true;
    Call call = current;
    if (call != null) {
      call.cancel();
    }
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private void post(OkHttpClient by, List<? extends AuditRecord> batch, Duration timeout) {
    BatchBody body = BatchBody.of(batch, settings.format(), settings.gzip());
    Call call = by.newCall(requests.post(body));
    CallWatch watch = new CallWatch(dns::giveUp);
    call.addEventListener(watch);
    call.timeout().timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
    dns.begin();
    current = call;
    try {
      // Whoever closes sees the call, or the call sees that it is closed.
      if (closed) {
        throw SinkException.failed(target() + ": the sink is closed", null);
      }
      Answer answer = answer(call, watch, timeout);
      if (!answer.accepts()) {
        throw answer.refusal(target(), clock.instant());
      }
    } finally {
      current = null;
      if (closed) {
        client.connectionPool().evictAll();
      }
    }
  }

  private Answer answer(Call call, CallWatch watch, Duration timeout) {
    try (Response response = call.execute()) {
      drain(response, call);
      return watch.answer().orElseThrow();
    } catch (Exception e) {
      if (watch.answer().isPresent()) {
        return watch.answer().get();
      }
      // Kotlin has no checked exceptions: OkHttp throws this one while it connects.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      String why = closed ? "the sink was closed" : Failure.of(e, watch.doing(), timeout);
      throw SinkException.failed(target() + ": " + why, null);
    }
  }

  /** A connection whose answer was not read to its end cannot serve another request. */
  private static void drain(Response response, Call call) {
    try {
      BufferedSource source = response.body().source();
      source.timeout().deadline(MAX_ANSWER_TIME.toMillis(), TimeUnit.MILLISECONDS);
      if (source.request(MAX_ANSWER_BYTES)) {
        call.cancel();
      }
    } catch (IOException e) {
      call.cancel();
    }
  }
}
