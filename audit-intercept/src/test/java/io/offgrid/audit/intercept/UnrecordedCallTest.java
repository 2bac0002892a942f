package io.offgrid.audit.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a call when the log does not take it. */
class UnrecordedCallTest {
  private static final String NAME = Door.class.getName();

  /** Of the host application. */
  static class Door {
    final List<String> done = new ArrayList<>();

    @Audited("door_open")
    boolean open() {
      return done.add("opened");
    }

    @Audited("door_break")
    void breakOpen() throws IOException {
      done.add("broken");
      throw new FileNotFoundException("the crowbar");
    }

    @Audited(value = "door_remove", before = "door_remove_begin")
    void remove() {
      done.add("removed");
    }
  }

  private final Journal journal = new Journal();

  @AfterEach
  void close() {
    journal.close();
  }

  private Door doorWithClosedLog() {
    Door door = journal.make(Door.class);
    journal.log.close();
    return door;
  }

  @Test
  void failsACallThatReturnedButIsNotRecorded() {
    Door door = doorWithClosedLog();
    assertThatThrownBy(door::open)
        .isInstanceOfSatisfying(UnrecordedCallException.class, e -> assertThat(e.hasRun()).isTrue())
        .hasMessageStartingWith(NAME + ".open has run and returned, but is not recorded: ")
        .hasCauseInstanceOf(RecordingException.class)
        .hasNoSuppressedExceptions();
    assertThat(door.done).containsExactly("opened");
  }

  @Test
  void keepsWhatTheMethodThrewWhenThatIsNotRecorded() {
    Door door = doorWithClosedLog();
    assertThatThrownBy(door::breakOpen)
        .isInstanceOfSatisfying(
            UnrecordedCallException.class,
            e -> {
              assertThat(e.hasRun()).isTrue();
              assertThat(e.getSuppressed())
                  .singleElement()
                  .isInstanceOf(FileNotFoundException.class);
            })
        .hasMessageStartingWith(
            NAME + ".breakOpen has run and threw java.io.FileNotFoundException, but is not ")
        .hasMessageNotContaining("crowbar");
  }

  @Test
  void doesNotRunWhatCannotBeAnnounced() {
    Door door = doorWithClosedLog();
    assertThatThrownBy(door::remove)
        .isInstanceOfSatisfying(
            UnrecordedCallException.class, e -> assertThat(e.hasRun()).isFalse())
        .hasMessageStartingWith(NAME + ".remove was not run, because it cannot be recorded: ")
        .hasCauseInstanceOf(RecordingException.class);
    assertThat(door.done).isEmpty();
  }

  @Test
  void doesNotRunWhenTheLogDoesNotOpen() {
    Door door =
        Guice.createInjector(
                new AuditInterceptModule(),
                binder ->
                    binder
                        .bind(AuditLog.class)
                        .toProvider(
                            () -> {
                              throw new IllegalStateException("the disk is gone");
                            }))
            .getInstance(Door.class);
    assertThatThrownBy(door::open)
        .isInstanceOfSatisfying(
            UnrecordedCallException.class, e -> assertThat(e.hasRun()).isFalse())
        .hasMessageContaining("the disk is gone");
    assertThat(door.done).isEmpty();
  }

  @Test
  void recordsACheckedExceptionAndPassesItOn() {
    Door door = journal.make(Door.class);
    assertThatThrownBy(door::breakOpen)
        .isExactlyInstanceOf(FileNotFoundException.class)
        .hasNoSuppressedExceptions();
    AuditRecord record = journal.only();
    assertThat(record.type()).isEqualTo("door_break");
    assertThat(record.outcome()).contains("failure");
    assertThat(record.detailsJson()).contains("{\"exception\":\"java.io.FileNotFoundException\"}");
  }
}
