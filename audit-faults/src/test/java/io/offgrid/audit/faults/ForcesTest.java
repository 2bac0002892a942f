package io.offgrid.audit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a force that failed while there was something to force is seen. */
class ForcesTest {
  private static final String LOG = "/a/events.log";
  private static final String WRITE = write(LOG, 374);
  private static final String FORCE = "7  fdatasync(9</a/events.log>) = 0";
  private static final String FAILED_FORCE =
      "7  fdatasync(9</a/events.log>) = -1 EIO (Input/output error) (INJECTED)";

  @TempDir Path home;

  private static String write(String file, long offset) {
    return "7  pwrite64(9<%s>, \"{\\\"a, 1) = \"..., 374, %d) = 374".formatted(file, offset);
  }

  private List<Forces.Lost> lost(String... trace) throws IOException {
    return Forces.lost(Files.write(home.resolve("trace"), List.of(trace)));
  }

  @Test
  void seesForceOfWhatWasWritten() throws IOException {
    assertThat(lost(write(LOG, 0), FORCE, WRITE, FAILED_FORCE, FORCE))
        .containsExactly(new Forces.Lost(LOG, 374));
  }

  @Test
  void seesThatOnlyMoreWasWritten() throws IOException {
    assertThat(lost(WRITE, FAILED_FORCE, write(LOG, 748), FORCE)).hasSize(1);
  }

  @Test
  void passesForceOfNothing() throws IOException {
    assertThat(lost(WRITE, FORCE, FAILED_FORCE)).isEmpty();
  }

  @Test
  void passesWhatWasCutBack() throws IOException {
    assertThat(lost(WRITE, FAILED_FORCE, "7  ftruncate(9</a/events.log>, 374) = 0", FORCE))
        .isEmpty();
  }

  @Test
  void passesWhatWasWrittenAgain() throws IOException {
    assertThat(lost(WRITE, FAILED_FORCE, WRITE, FORCE)).isEmpty();
  }

  @Test
  void seesThatItWasWrittenAgainAndNotForced() throws IOException {
    assertThat(lost(WRITE, FAILED_FORCE, WRITE, FAILED_FORCE.replace("7 ", "8 "))).hasSize(1);
  }

  @Test
  void seesForceThatAnotherThreadInterrupts() throws IOException {
    assertThat(
            lost(
                WRITE,
                "7  fdatasync(9</a/events.log> <unfinished ...>",
                "8  fdatasync(4</a/chain.hash>) = 0",
                "7  <... fdatasync resumed>) = -1 EIO (Input/output error) (INJECTED)"))
        .hasSize(1);
  }

  @Test
  void seesWriteThatAnotherThreadInterrupts() throws IOException {
    assertThat(
            lost(
                "7  pwrite64(9</a/events.log>, \"x\"..., 374, 12 <unfinished ...>",
                "8  fdatasync(4</a/chain.hash>) = 0",
                "7  <... pwrite64 resumed>) = 374",
                FAILED_FORCE))
        .containsExactly(new Forces.Lost(LOG, 12));
  }

  @Test
  void seesNextLog() throws IOException {
    String draft = "/a/set-aside-1-7/next.log.draft";
    assertThat(lost(write(draft, 0), FAILED_FORCE.replace(LOG, draft)))
        .containsExactly(new Forces.Lost(draft, 0));
  }

  @Test
  void passesOtherFiles() throws IOException {
    assertThat(lost(write("/a/chain.hash", 0), FAILED_FORCE.replace(LOG, "/a/chain.hash")))
        .isEmpty();
  }
}
