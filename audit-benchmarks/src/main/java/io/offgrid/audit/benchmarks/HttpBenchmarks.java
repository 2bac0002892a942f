package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.StatsRequest.Bucket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * How fast the HTTP API records and answers, next to the same call inside the process, and to a
 * handler of the same server library that does nothing.
 */
final class HttpBenchmarks implements AutoCloseable {
  private static final int ARRAY = 100;
  private static final int GETS = 50;

  private final Options options;
  private final Rounds rounds;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  HttpBenchmarks(Options options) {
    this.options = options;
    rounds = new Rounds(options);
  }

  void run() throws Exception {
    posting();
    getting();
    rounds.run();
  }

  private void posting() {
    if (!rounds.wants("POST") && !options.only().startsWith("POST")) {
      return;
    }
    ServedLog served = opened(new ServedLog(options.dir(), "sync"));
    byte[] one = json(0).getBytes(StandardCharsets.UTF_8);
    for (int threads : new int[] {1, 64}) {
      int each = threads == 1 ? 500 : 50;
      posting("POST one, " + threads + " threads", served, one, threads, each, 1);
    }
    posting("POST " + ARRAY + " at once, 4 threads", served, array(), 4, 50, ARRAY);
  }

  private void posting(
      String name, ServedLog served, byte[] body, int threads, int each, int events) {
    List<byte[]> texts = Collections.nCopies(events, json(0).getBytes(StandardCharsets.UTF_8));
    BareServer bare = opened(BareServer.answering(served.receipts(events)));
    int all = threads * each * events;
    Measurement inside =
        rounds.add(
            name + ": in process",
            "events/s",
            () -> all / Threads.seconds(threads, () -> repeat(each, () -> served.record(texts))));
    Measurement nothing =
        rounds.add(
            name + ": bare handler",
            "events/s",
            () -> all / posts(bare.url(), body, threads, each, 201));
    Measurement api =
        rounds.add(
            name + ": API / bare",
            "events/s",
            nothing,
            () -> all / posts(served.url("/v1/audit"), body, threads, each, 201));
    rounds.add(name + ": API / in process", "times", () -> api.last() / inside.last());
  }

  private static double posts(String url, byte[] body, int threads, int each, int status) {
    return Threads.seconds(threads, () -> repeat(each, () -> HttpClients.post(url, body, status)));
  }

  private void getting() throws Exception {
    if (!rounds.wants("GET") && !options.only().startsWith("GET")) {
      return;
    }
    ServedLog served = opened(new ServedLog(options.dir(), "buffered"));
    record(served.log(), options.events());
    AuditRecord middle = served.middle();
    getting("GET newest 20", served, "/v1/audit", AuditQuery.builder().newestFirst().limit(20));
    getting(
        "GET 20 in the middle",
        served,
        "/v1/audit?cursor=before-" + middle.seq(),
        AuditQuery.builder().beforeSeq(middle.seq()).newestFirst().limit(20));
    getting(
        "GET 20 of a rare type",
        served,
        "/v1/audit?type=rare",
        AuditQuery.builder().type("rare").newestFirst().limit(20));
    getting(
        "GET 1000", served, "/v1/audit?limit=1000", AuditQuery.builder().newestFirst().limit(1000));
    getting("GET one", served, "/v1/audit/" + middle.id(), () -> served.find(middle.id()));
    getting(
        "GET stats by hour",
        served,
        "/v1/audit/stats?verify=false&bucket=hour",
        () -> served.log().stats(new StatsRequest(AuditQuery.all(), Bucket.HOUR, false)));
  }

  /** One event in fifty thousand is of a type of its own. */
  private static void record(AuditLog log, int events) throws Exception {
    for (int i = 0; i < events; i += 50_000) {
      List<AuditEvent> some = new ArrayList<>();
      for (int j = i; j < Math.min(events, i + 50_000); j++) {
        some.add(j == i ? AuditEvent.builder("rare").build() : SampleEvents.event(j));
        if (some.size() == 1000) {
          log.recordAllAndWait(some);
          some.clear();
        }
      }
      log.recordAllAndWait(some);
    }
    log.flush();
  }

  private void getting(String name, ServedLog served, String path, AuditQuery.Builder query) {
    getting(name, served, path, () -> served.read(query.build()));
  }

  private void getting(String name, ServedLog served, String path, Threads.Task call) {
    String url = served.url(path);
    BareServer bare = opened(BareServer.answering(HttpClients.get(url)));
    Measurement inside = rounds.add(name + ": in process", "a second", perSecond(call));
    Measurement nothing =
        rounds.add(
            name + ": bare handler", "a second", perSecond(() -> HttpClients.get(bare.url())));
    Measurement api =
        rounds.add(
            name + ": API / bare", "a second", nothing, perSecond(() -> HttpClients.get(url)));
    rounds.add(name + ": API / in process", "times", () -> api.last() / inside.last());
  }

  private static DoubleSupplier perSecond(Threads.Task call) {
    return () -> GETS / Threads.seconds(1, () -> repeat(GETS, call));
  }

  private static void repeat(int times, Threads.Task task) throws Exception {
    for (int i = 0; i < times; i++) {
      task.run();
    }
  }

  private static byte[] array() {
    return ("[" + String.join(",", Collections.nCopies(ARRAY, json(0))) + "]")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** As {@link SampleEvents} makes them. */
  private static String json(int n) {
    return "{\"type\":\"put\",\"user_id\":\"alice\",\"details\":{\"zone\":\"us\",\"agent\":\"cli\","
        + "\"size\":"
        + n
        + "}}";
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }
}
