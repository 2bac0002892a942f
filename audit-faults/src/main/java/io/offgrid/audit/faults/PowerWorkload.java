package io.offgrid.audit.faults;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.runtime.OnTamper;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.store.file.ModelDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A short life of a log: records, batches, rotations of segments and of the key, pruning, setting
 * aside, closing and opening again. Tells the disk what the log has promised.
 */
final class PowerWorkload {
  static final Duration RETENTION = Duration.ofDays(90);
  private static final int SEGMENT_BYTES = 2500;
  private static final int SITTINGS = 5;

  private final ModelDisk disk;
  private final Random random;
  private final MovedClock clock = new MovedClock();
  private final ModelKeys keys;

  PowerWorkload(ModelDisk disk, long seed) {
    this.disk = disk;
    this.random = new Random(seed);
    this.keys = new ModelKeys(disk);
    disk.tell(clock.instant());
  }

  /** A log on this disk as the workload has it, and as whoever comes after a power cut has it. */
  static AuditLogBuilder builder(FileStore store, ModelKeys keys, MovedClock clock) {
    return AuditLogBuilder.on(store, keys)
        .origin("power.example")
        .clock(clock)
        .maxSizeBytes(SEGMENT_BYTES)
        .retention(RETENTION)
        .onTamper(OnTamper.REFUSE);
  }

  /** The keys as they are now. */
  ModelKeys.Entries keys() {
    return keys.entries();
  }

  void run() {
    for (int i = 0; i < SITTINGS; i++) {
      sitting();
      between();
    }
  }

  private void sitting() {
    VerifyOnStart check = random.nextBoolean() ? VerifyOnStart.FULL : VerifyOnStart.TAIL;
    try (FileStore store = disk.store();
        AuditLog log = builder(store, keys, clock).verifyOnStart(check).open()) {
      int calls = random.nextInt(1, 5);
      for (int i = 0; i < calls; i++) {
        call(log);
        clock.advance(Duration.ofSeconds(random.nextInt(100)));
      }
    }
  }

  private void call(AuditLog log) {
    switch (random.nextInt(3)) {
      case 0 -> told(log.record(event())).join();
      case 1 -> log.recordAll(events()).thenAccept(all -> all.forEach(this::told)).join();
      default -> {
        List<CompletableFuture<?>> several = new ArrayList<>();
        events().forEach(event -> several.add(told(log.record(event))));
        several.forEach(CompletableFuture::join);
      }
    }
  }

  private CompletableFuture<?> told(CompletableFuture<RecordResult> result) {
    return result.thenAccept(this::told);
  }

  private void told(RecordResult result) {
    if (result instanceof RecordResult.Recorded recorded) {
      Receipt receipt = recorded.receipt();
      disk.tell(receipt);
    }
  }

  private List<AuditEvent> events() {
    List<AuditEvent> events = new ArrayList<>();
    for (int i = random.nextInt(2, 5); i > 0; i--) {
      events.add(event());
    }
    return events;
  }

  private AuditEvent event() {
    String text = "x".repeat(random.nextInt(random.nextInt(4) == 0 ? 900 : 120) + 1);
    return AuditEvent.builder("auth")
        .userId("u")
        .detail("n", random.nextInt(100))
        .detail("odd", "caf\u00e9 \"\\ \ud83d\ude02")
        .detail("text", text)
        .build();
  }

  private void between() {
    try (FileStore store = disk.store();
        LogMaintenance maintenance = builder(store, keys, clock).openMaintenance()) {
      switch (random.nextInt(4)) {
        case 0 -> maintenance.rotateKey(null, new Quiet());
        case 1 -> maintenance.setAside("someone", "to see");
        case 2 -> {
          clock.advance(RETENTION.plusDays(1));
          disk.tell(clock.instant());
          maintenance.prune();
        }
        default -> {}
      }
    }
  }
}
