package io.offgrid.audit.faults;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.CursorCodec;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.SummaryCodec;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.runtime.ForwardSettings;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.OnReject;
import io.offgrid.audit.runtime.StartAt;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.testkit.RecordingSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Any bytes as one of the files beside the segments: a sink's cursor, its parked records, the head,
 * a summary. Whatever they are, events are recorded and reach the sink. The first byte says which
 * file, and how often only its decoder is asked, which is faster.
 */
public final class SidecarTarget {
  private static final int RECORDS = 12;
  private static final Path DIRECTORY = FuzzFiles.directory("sidecar").resolve("audit");
  private static final List<String> FILES =
      List.of("sinks/s.cursor", "sinks/s.parked.jsonl", "chain.hash", "events.log.1.summary");
  private static final Map<Path, byte[]> LOG = new HashMap<>();

  private SidecarTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] content = Arrays.copyOfRange(input, 1, input.length);
    CursorCodec.authentic(content, "s", FuzzKeys.RING);
    HeadCodec.decode(content);
    SummaryCodec.decode(content, FuzzKeys.KEY);
    if ((input[0] & 0xf0) != 0) {
      return;
    }
    restore();
    FuzzFiles.write(DIRECTORY.resolve(FILES.get(input[0] & 3)), content);
    recordAndForward();
  }

  private static void recordAndForward() {
    RecordingSink sink = new RecordingSink();
    String id;
    try (FileStore store = FileStore.open(DIRECTORY)) {
      try (AuditLog log = builder(store, sink).open()) {
        log.verify(VerifyRequest.standard());
        log.stats(StatsRequest.all());
        RecordResult result = log.recordAndWait(event(0));
        BrokenPromise.unless(result instanceof RecordResult.Recorded, "not recorded: " + result);
        id = ((RecordResult.Recorded) result).receipt().id();
        BrokenPromise.unless(log.find(id).isPresent(), "what was recorded is not there");
      }
    }
    BrokenPromise.unless(
        sink.received().stream().anyMatch(line -> line.contains(id)),
        "what was recorded did not reach the sink");
  }

  private static AuditLogBuilder builder(FileStore store, RecordingSink sink) {
    return AuditLogBuilder.on(store, () -> FuzzKeys.RING)
        .origin(LogTarget.ORIGIN)
        .maxSizeBytes(2000)
        .sink(new ForwardedSink("s", "memory", () -> sink, settings()));
  }

  private static ForwardSettings settings() {
    return new ForwardSettings(
        true,
        List.of(),
        Optional.empty(),
        100,
        Duration.ZERO,
        Duration.ofSeconds(5),
        Optional.empty(),
        StartAt.BEGINNING,
        OnReject.PARK,
        Duration.ofSeconds(30));
  }

  private static AuditEvent event(int n) {
    return AuditEvent.builder("auth").userId("u").detail("n", n).build();
  }

  /** A log of several segments whose sink has taken all. */
  private static void record() {
    try (FileStore store = FileStore.open(DIRECTORY)) {
      try (AuditLog log = builder(store, new RecordingSink()).open()) {
        for (int i = 0; i < RECORDS; i++) {
          log.recordAndWait(event(i));
        }
      }
      try (Stream<Path> all = Files.walk(DIRECTORY)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          LOG.put(file, Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void restore() {
    if (LOG.isEmpty()) {
      record();
    }
    FuzzFiles.clear(DIRECTORY);
    try {
      Files.createDirectories(DIRECTORY.resolve("sinks"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LOG.forEach(FuzzFiles::write);
  }
}
