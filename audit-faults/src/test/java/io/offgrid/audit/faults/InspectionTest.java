package io.offgrid.audit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.runtime.LogMaintenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether an inspection sees what it is there to see. */
class InspectionTest {
  private static final int RECORDS = 7;

  @TempDir Path home;
  private final Receipts receipts = new Receipts();
  private Commission commission = Commission.keeping(Path.of("."), "", 0);

  @BeforeEach
  void record() {
    commission = Commission.keeping(home.resolve("audit"), "somebody", 1_000);
    Recording.record(commission, RECORDS, receipts);
  }

  @Test
  void isSatisfiedWithWholeLog() throws IOException {
    assertThat(new Inspection(commission).of(receipts)).isEqualTo(Tally.of("pruned", 0));
    new Inspection(commission).requireNothingElse(receipts);
  }

  @Test
  void missesAcknowledgedRecord() {
    receipts.add(RECORDS + 1, "evt_01M8K61KG3MPVB3YE9Y67V2VC8");
    assertThatThrownBy(() -> new Inspection(commission).of(receipts))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("was acknowledged");
  }

  @Test
  void seesRecordWithoutReceipt() {
    receipts.ids().remove(3L);
    assertThatThrownBy(() -> new Inspection(commission).requireNothingElse(receipts))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("seq 3 was an error");
  }

  @Test
  void seesHeadAhead() throws IOException {
    Files.delete(commission.directory().resolve("events.log"));
    assertThatThrownBy(() -> new Inspection(commission).of(receipts))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("the log ends before");
  }

  @Test
  void seesEditedLine() throws IOException {
    Path sealed = commission.directory().resolve("events.log.1");
    Files.writeString(sealed, Files.readString(sealed).replaceFirst("somebody", "nobody"));
    assertThatThrownBy(() -> new Inspection(commission).of(receipts))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("does not follow");
  }

  @Test
  void seesSegmentThatEndsInTheMiddle() throws IOException {
    Path sealed = commission.directory().resolve("events.log.1");
    Files.writeString(sealed, "{", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> new Inspection(commission).of(receipts))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("whole line");
  }

  @Test
  void seesDeletionThatNothingAuthorises() throws IOException {
    Files.delete(commission.directory().resolve("events.log.1"));
    assertThatThrownBy(() -> new Inspection(commission).of(receipts))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("SEGMENT_MISSING");
  }

  @Test
  void acceptsWhatWasPrunedAndForgetsIt() throws IOException {
    Commission forgetting = new Commission(commission.directory(), "somebody", 1_000, 1);
    Recording.maintain(forgetting, LogMaintenance::prune);
    new Inspection(forgetting).of(receipts);
    assertThat(receipts.ids()).isNotEmpty().hasSizeLessThan(RECORDS);
  }

  @Test
  void seesPruningThatCameTooEarly() {
    Recording.maintain(
        new Commission(commission.directory(), "somebody", 1_000, 1), LogMaintenance::prune);
    assertThatThrownBy(() -> new Inspection(commission).of(receipts))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("no record authorises that");
  }
}
