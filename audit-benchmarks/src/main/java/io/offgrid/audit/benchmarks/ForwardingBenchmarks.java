package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** How fast records go out, next to bare loops, and what a sink that hangs does to recording. */
final class ForwardingBenchmarks implements AutoCloseable {
  private static final int RECORDS = 2000;
  private static final int PASSES = 60;

  private final Options options;
  private final Rounds rounds;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  ForwardingBenchmarks(Options options) {
    this.options = options;
    rounds = new Rounds(options);
  }

  void run() throws Exception {
    RecordedLog log = opened(new RecordedLog(options.dir(), options.events()));
    Certificates certificates = certificates();
    Payload payload = Payload.of(log.first(RECORDS));
    rounds.add("no sink, by 100: log", "records/s", () -> log.forward(Nothing::new, 100));
    for (Protocol protocol : Protocol.values()) {
      Way way = opened(new Way(protocol, certificates));
      sending(protocol, way, payload, log);
    }
    new HangingBenchmarks(
            rounds,
            options.dir(),
            opened(new HungReceiver()),
            opened(new Way(Protocol.TCP, certificates)),
            certificates)
        .add();
    rounds.run();
  }

  private Certificates certificates() throws IOException {
    Path directory = Files.createTempDirectory(options.dir(), "audit-benchmark-");
    Certificates certificates = Certificates.in(directory);
    opened(
        () -> {
          Files.delete(certificates.caFile());
          Files.delete(directory);
        });
    return certificates;
  }

  /** The order of the rows is that of measuring: what is compared is measured side by side. */
  private void sending(Protocol protocol, Way way, Payload payload, RecordedLog log)
      throws IOException {
    String name = protocol.name().toLowerCase(Locale.ROOT);
    if (!rounds.wants(name) && !options.only().startsWith(name + ",")) {
      return;
    }
    Measurement hundred = sending(name + ", by 100", way, payload, 100, PASSES, log);
    sending(name + ", by 1000", way, payload, 1000, PASSES, log);
    if (protocol == Protocol.TCP || protocol.isWeb()) {
      Measurement one = sinkAlone(name + ", by 1", way, payload, 1, protocol.isWeb() ? 2 : 10);
      rounds.add(name + ", by 100 / by 1: sink", "times", () -> hundred.last() / one.last());
    }
  }

  private Measurement sending(
      String name, Way way, Payload payload, int batch, int passes, RecordedLog log)
      throws IOException {
    Sender bare = opened(way.bare(payload, batch));
    Measurement base = bare(name, way, payload, bare, passes);
    Measurement alone = sink(name, way, payload, batch, passes, bare.bytes(), base);
    rounds.add(name + ": log", "records/s", base, () -> log.forward(way::sink, batch));
    return alone;
  }

  private Measurement sinkAlone(String name, Way way, Payload payload, int batch, int passes)
      throws IOException {
    Sender bare = opened(way.bare(payload, batch));
    Measurement base = bare(name, way, payload, bare, passes);
    return sink(name, way, payload, batch, passes, bare.bytes(), base);
  }

  private Measurement bare(String name, Way way, Payload payload, Sender bare, int passes) {
    return rounds.add(
        name + ": bare loop", "records/s", () -> way.recordsPerSecond(bare, passes, payload));
  }

  private Measurement sink(
      String name, Way way, Payload payload, int batch, int passes, long bytes, Measurement base) {
    Sender sink = opened(new SinkSender(way.sink(), Payload.cut(payload.records(), batch), bytes));
    return rounds.add(
        name + ": sink", "records/s", base, () -> way.recordsPerSecond(sink, passes, payload));
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
