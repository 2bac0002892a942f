package io.offgrid.audit.faults;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.runtime.LogMaintenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what the log did not finish by itself is seen. */
class AftermathTest {
  private static final int RECORDS = 7;

  @TempDir Path home;
  private Commission commission = Commission.keeping(Path.of("."), "", 0);

  @BeforeEach
  void record() {
    commission = Commission.keeping(home.resolve("audit"), "somebody", 1_000);
    Recording.record(commission, RECORDS, new Receipts());
  }

  private Aftermath of(Errand errand, boolean killed) throws IOException {
    WholeLog before = WholeLog.read(commission.directory());
    return new Aftermath(errand, commission, before, killed);
  }

  @Test
  void seesPruningThatNobodyFinished() throws IOException {
    Path first = commission.directory().resolve("events.log.1");
    byte[] bytes = Files.readAllBytes(first);
    Recording.maintain(
        new Commission(commission.directory(), "somebody", 1_000, 1), LogMaintenance::prune);
    assertThatCode(() -> of(Errand.APPEND, true).requireFinished(false)).doesNotThrowAnyException();
    Files.write(first, bytes);
    assertThatThrownBy(() -> of(Errand.APPEND, true).requireFinished(false))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("seq 1 is still there, and was announced to be deleted");
  }

  @Test
  void seesSettingAsideThatNobodyFinished() throws IOException {
    Path aside = Files.createDirectory(commission.directory().resolve("set-aside-1-7"));
    Files.writeString(aside.resolve("next.log"), "{}\n");
    assertThatThrownBy(() -> of(Errand.SET_ASIDE, true).requireFinished(true))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("setting aside was not finished");
  }

  @Test
  void seesNewLogThatWasThrownAway() throws IOException {
    damage();
    assertThatThrownBy(() -> of(Errand.SET_ASIDE, true).requireFinished(true))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("verify says");
  }

  @Test
  void seesLineThatWasSetAsideBeforeAndIsLost() throws IOException {
    damage();
    Recording.maintain(commission, m -> m.setAside("a person", "it was looked at"));
    Aftermath aftermath = of(Errand.SET_ASIDE, true);
    Files.delete(commission.directory().resolve("set-aside-1-7/events.log.1"));
    assertThatThrownBy(() -> aftermath.look(new Receipts()))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("seq 1 was not kept");
  }

  @Test
  void seesRecordInWhatWasSetAsideThatWasAnError() throws IOException {
    damage();
    Aftermath aftermath = of(Errand.SET_ASIDE, false);
    Recording.record(commission, 1, new Receipts()); // nobody has a receipt for it
    assertThatThrownBy(() -> aftermath.look(new Receipts()))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("seq 8 was an error");
  }

  private void damage() throws IOException {
    Path sealed = commission.directory().resolve("events.log.2");
    String text = Files.readString(sealed);
    Files.writeString(sealed, text.replaceFirst("\"user_id\":\"", "$0x"));
  }
}
