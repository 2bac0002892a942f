package io.offgrid.audit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a promise that was broken once is still told when nothing breaks any more. */
class CampaignTest {
  @TempDir Path state;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** One unit; it leaves a file, and breaks its promise, or cannot be tried, or is kept. */
  private record OneUnit(String mood) implements Fault {
    @Override
    public String name() {
      return "one";
    }

    @Override
    public String promise() {
      return "nothing";
    }

    @Override
    public int units(Length length) {
      return 1;
    }

    @Override
    public Tally unit(int number, Path scratch) throws IOException {
      Files.writeString(scratch.resolve("evidence"), mood);
      BrokenPromise.unless(!mood.equals("broken"), "two\nlines");
      if (mood.equals("error")) {
        throw new IllegalStateException("the log does not open");
      }
      Missing.unless(!mood.equals("missing"), "this fault needs a thing");
      return Tally.of("done", 1);
    }
  }

  private Campaign campaign(String mood) throws IOException {
    said.reset();
    return new Campaign(
        new OneUnit(mood),
        Length.SHORT,
        state,
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(state.resolve("one.short"));
  }

  @Test
  void countsKeptUnitOnce() throws Exception {
    assertThat(campaign("kept").run()).isTrue();
    assertThat(campaign("broken").run()).isTrue();
    assertThat(lines()).hasSize(1);
    assertThat(state.resolve("one-0")).doesNotExist();
  }

  @Test
  void tellsBrokenPromiseAfterTheUnitWasDoneAgain() throws Exception {
    assertThat(campaign("broken").run()).isFalse();
    assertThat(campaign("kept").run()).isFalse();
    assertThat(campaign("kept").run()).isFalse();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            "BROKEN  one: 1 done;", "broken by an earlier run: unit 0 ", "BROKEN two\\nlines");
    assertThat(lines()).hasSize(2);
  }

  @Test
  void keepsWhatABrokenPromiseLeft() throws Exception {
    assertThat(campaign("broken").run()).isFalse();
    assertThat(campaign("broken").run()).isFalse();
    assertThat(campaign("kept").run()).isFalse();
    assertThat(state.resolve("one-0.broken-1/evidence")).exists();
    assertThat(state.resolve("one-0.broken-2/evidence")).exists();
  }

  @Test
  void takesAnErrorForABrokenPromise() throws Exception {
    assertThat(campaign("error").run()).isFalse();
    assertThat(lines()).singleElement().asString().contains("BROKEN ", "the log does not open");
  }

  @Test
  void doesNotTakeAMissingProgramForABrokenPromise() throws Exception {
    assertThat(campaign("missing").run()).isFalse();
    assertThat(campaign("kept").run()).isTrue();
    assertThat(lines()).hasSize(1);
  }

  @Test
  void tellsSinceWhenUnitsAreOfEarlierRuns() throws Exception {
    Files.writeString(state.resolve("one.short"), "0 2026-01-02T03:04:05Z 1.5 done=7\n");
    assertThat(campaign("broken").run()).isTrue();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("ok      one: 7 done; 2 s", "1 of 1 units are of earlier runs, since 2026-01-02");
  }
}
