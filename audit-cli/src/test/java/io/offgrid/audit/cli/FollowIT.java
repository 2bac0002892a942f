package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code show --follow} shows of a log that changes its shape. */
class FollowIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Cli cli;
  private Path out;
  private Path err;
  private Process follower;

  @BeforeEach
  void follow() throws IOException {
    cli = new Cli(folder);
    cli.configure("audit:\n  max_size_mb: 1\n");
    cli.audit("record", "--type", "first").ended(0);
    out = folder.resolve("followed");
    err = folder.resolve("follower.err");
    follower =
        cli.start(
            Cli.interruptible(Cli.commandOf("show", "--follow", "-o", "jsonl")), "", out, err);
  }

  @AfterEach
  void end() {
    follower.destroyForcibly();
  }

  @Test
  void losesAndDoublesNothingWhileTheLogRotates() throws Exception {
    waitForLast(1);
    for (int i = 0; i < 4; i++) {
      record(40);
    }
    waitForLast(161);
    interrupt();

    assertThat(cli.log().resolveSibling("events.log.4")).exists();
    assertThat(followed())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 161).boxed().toList());
    assertThat(Files.readString(err)).isEmpty();
  }

  @Test
  void goesOnWhenOldSegmentsAreDeleted() throws Exception {
    waitForLast(1);
    record(80);
    waitForLast(81);
    Files.delete(cli.log().resolveSibling("events.log.1"));
    record(40);
    waitForLast(121);
    interrupt();

    assertThat(followed())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 121).boxed().toList());
  }

  @Test
  void saysThatAnotherLogIsThereAndFollowsIt() throws Exception {
    waitForLast(1);
    record(3);
    waitForLast(4);
    Files.move(cli.home().resolve("audit"), cli.home().resolve("audit.old"));
    record(2);
    waitForLast(2);
    interrupt();

    assertThat(followed()).containsExactly(1L, 2L, 3L, 4L, 1L, 2L);
    assertThat(Files.readString(err))
        .isEqualTo("offgrid: another log is there now; following it from its beginning\n");
  }

  private void record(int events) throws IOException {
    String event = "{\"type\":\"x\",\"details\":{\"a\":\"" + "y".repeat(30_000) + "\"}}\n";
    cli.auditReading(event.repeat(events), "record", "--file", "-").ended(0);
  }

  private List<Long> followed() throws IOException {
    try (Stream<String> lines = Files.lines(out)) {
      return lines.map(FollowIT::seq).toList();
    }
  }

  private static long seq(String line) {
    try {
      return JSON.readTree(line).get("seq").asLong();
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  /** Until the record of this number is the last one that was shown. */
  private void waitForLast(long seq) throws Exception {
    Cli.await(follower, () -> lastLine().contains("\"seq\":" + seq + ","));
  }

  /** The last line, if it is whole. */
  private String lastLine() throws IOException {
    String shown = Files.readString(out);
    return shown.endsWith("\n") ? shown.substring(shown.stripTrailing().lastIndexOf('\n') + 1) : "";
  }

  private void interrupt() throws Exception {
    cli.run("", List.of("kill", "-INT", Long.toString(follower.pid())));
    assertThat(follower.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(follower.exitValue()).isZero();
  }
}
