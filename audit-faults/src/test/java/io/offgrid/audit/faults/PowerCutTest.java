package io.offgrid.audit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.store.file.ModelDisk;
import io.offgrid.audit.store.file.Step;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The harness finds stores that forget to force, and a log that tells its callers too early. */
class PowerCutTest {
  private static final int EVENTS = 14; // past the first digit, and into a second segment
  private static final String FORGOTTEN = "chain.hash";

  @Test
  void nothingIsLostOnADiskThatForces() {
    assertThat(tryAll(step -> ModelDisk.Fate.NOW).counts().get("states")).isGreaterThan(100);
  }

  @Test
  void findsAStoreThatDoesNotForceTheFile() {
    assertThatThrownBy(() -> tryAll(step -> isForceOf(step, "events.log", ModelDisk.Fate.NEVER)))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("power cut after step");
  }

  @Test
  void findsAStoreThatDoesNotForceTheDirectory() {
    assertThatThrownBy(
            () ->
                tryAll(
                    step ->
                        step instanceof Step.ForcedDirectory
                            ? ModelDisk.Fate.NEVER
                            : ModelDisk.Fate.NOW))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("power cut after step");
  }

  @Test
  void findsALogThatAcknowledgesBeforeItForces() {
    assertThatThrownBy(() -> tryAll(step -> isForceOf(step, "events.log", ModelDisk.Fate.LATE)))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("power cut after step");
  }

  @Test
  void findsAHeadThatWasNotForcedBeforeItsSegmentWasSetAside() {
    assertThatThrownBy(() -> tryAll(step -> isForceOf(step, FORGOTTEN, ModelDisk.Fate.NEVER)))
        .isInstanceOf(BrokenPromise.class);
  }

  private static ModelDisk.Fate isForceOf(Step step, String name, ModelDisk.Fate fate) {
    boolean force = step instanceof Step.ForcedFile forced && forced.name().equals(name);
    return force ? fate : ModelDisk.Fate.NOW;
  }

  /** Records one by one, seals, and sets aside at last. */
  private static Tally tryAll(Function<Step, ModelDisk.Fate> fates) {
    ModelDisk disk = new ModelDisk(fates);
    MovedClock clock = new MovedClock();
    disk.tell(clock.instant());
    ModelKeys keys = new ModelKeys(disk);
    try (FileStore store = disk.store();
        AuditLog log = PowerWorkload.builder(store, keys, clock).open()) {
      for (int i = 0; i < EVENTS; i++) {
        RecordResult result = log.recordAndWait(AuditEvent.builder("auth").userId("u").build());
        disk.tell(((RecordResult.Recorded) result).receipt());
      }
    }
    try (FileStore store = disk.store();
        var maintenance = PowerWorkload.builder(store, keys, clock).openMaintenance()) {
      maintenance.setAside("someone", "to see");
    }
    return PowerCutFault.tryAll(disk.steps(), new PowerCut(200, 50, new Random(1)));
  }
}
