package io.offgrid.audit.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ConfigSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A sink that could not be reached for a day: so many events wait for it when its receiver is there
 * again, and more are recorded meanwhile.
 */
final class Behind implements Fault {
  private static final int FRESH = 20_000;
  private static final int HEAP_MIB = 32;

  /**
   * More than this is left after no collection: what the process needs is the same all the time.
   */
  private static final int LIVE_MIB = 24;

  private int waiting = 300_000;

  @Override
  public String name() {
    return "behind";
  }

  @Override
  public String promise() {
    return "a sink that is far behind catches up, in order and in the same memory, while recording goes on";
  }

  @Override
  public int units(Length length) {
    waiting = length == Length.LONG ? 10_000_000 : 300_000;
    return 1;
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    record(scratch);
    try (CountingReceiver receiver = new CountingReceiver()) {
      Path gc = scratch.resolve("gc");
      configure(
          scratch,
          "  syslog: {address: \"127.0.0.1:%d\", settle: 1s, batch_size: 1000, drain_timeout: 1h}\n"
              .formatted(receiver.port()));
      String said = recordMore(scratch, gc);
      BrokenPromise.unless(said.matches("(?s)recorded 20,000 events.*"), "recording: " + said);
      long expected = (long) waiting + FRESH;
      BrokenPromise.unless(
          receiver.last() == expected,
          "the receiver has %d of %d records, in order".formatted(receiver.last(), expected));
      long live = Heap.mostInUseMib(Files.readString(gc));
      BrokenPromise.unless(live <= LIVE_MIB, live + " MiB were in use after a collection");
      return Tally.of("waited", waiting)
          .and("recorded-meanwhile", FRESH)
          .and("doubles", receiver.doubles())
          .and("mib-in-use-at-most", live)
          .and("delivered-a-second", (long) (expected / receiver.seconds()));
    }
  }

  private void record(Path home) throws IOException {
    configure(home, "  durability: buffered\n");
    AuditConfig config = AuditConfig.load(ConfigSource.in(home, Map.of()));
    try (AuditDeployment deployment = config.deploy();
        AuditLog log = deployment.openLog(VerifyOnStart.OFF)) {
      CompletableFuture<RecordResult> last = new CompletableFuture<>();
      for (int i = 0; i < waiting; i++) {
        last = log.record(AuditEvent.builder("auth").userId("u" + i % 100).detail("n", i).build());
      }
      last.join();
    }
  }

  private static void configure(Path home, String more) throws IOException {
    Files.writeString(home.resolve("config.yaml"), "audit:\n" + more);
  }

  private static String recordMore(Path home, Path gc) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(InstalledCommand.launcher().toString(), "audit", "record", "--file", "-")
            .redirectErrorStream(true);
    builder.environment().put("OFFGRID_HOME", home.toString());
    builder.environment().put("OFFGRID_JAVA_OPTS", "-Xmx" + HEAP_MIB + "m -Xlog:gc:file=" + gc);
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      for (int i = 0; i < FRESH; i++) {
        stdin.write(
            ("{\"type\":\"auth\",\"user_id\":\"fresh\",\"details\":{\"n\":" + i + "}}\n")
                .getBytes(UTF_8));
      }
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    BrokenPromise.unless(process.waitFor() == 0, "recording ended with an error: " + said);
    return said;
  }
}
