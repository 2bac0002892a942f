package io.offgrid.audit.benchmarks;

import io.offgrid.audit.runtime.Durability;
import io.offgrid.audit.spi.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What a sink that takes the connection and never answers does to recording. */
record HangingBenchmarks(
    Rounds rounds, Path dir, HungReceiver hung, Way healthy, Certificates certificates) {
  void add() {
    recording("sync, 1 thread", new BesideSinks(dir, Durability.SYNC, 1, 1000));
    recording("sync, 64 threads", new BesideSinks(dir, Durability.SYNC, 64, 25_600));
    recording("buffered", new BesideSinks(dir, Durability.BUFFERED, 1, 200_000));
    healthy("record and forward", new BesideSinks(dir, Durability.BUFFERED, 1, 60_000));
  }

  private void recording(String how, BesideSinks recording) {
    String name = "record " + how;
    Measurement base =
        rounds.add(name + ": no sink", "events/s", () -> recording.eventsPerSecond(List.of()));
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.HTTP)) {
      String hanging = name + ": hung " + protocol.name().toLowerCase(Locale.ROOT);
      rounds.add(
          hanging, "events/s", base, () -> recording.eventsPerSecond(List.of(hung(protocol))));
      rounds.add(hanging + ", heap", "KiB more", recording::heapGrowth);
    }
    rounds.add(
        name + ": no sink, again", "events/s", base, () -> recording.eventsPerSecond(List.of()));
  }

  private void healthy(String name, BesideSinks recording) {
    Measurement base =
        rounds.add(
            name + ": one sink",
            "events/s",
            () -> recording.eventsPerSecond(List.of(), healthy::sink));
    rounds.add(name + ": one sink, behind", "ms", recording::healthyLag);
    rounds.add(
        name + ": + 2 hung",
        "events/s",
        base,
        () ->
            recording.eventsPerSecond(
                List.of(hung(Protocol.TCP), hung(Protocol.HTTP)), healthy::sink));
    rounds.add(name + ": + 2 hung, behind", "ms", recording::healthyLag);
  }

  private Supplier<Sink> hung(Protocol protocol) {
    return () -> Sinks.of(protocol, hung.port(), certificates.caFile());
  }
}
