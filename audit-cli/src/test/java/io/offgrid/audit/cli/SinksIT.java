package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forwarding as the command line shows it, into a real receiver. */
class SinksIT {
  private final Receiver receiver = new Receiver();

  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void prepare() throws IOException {
    receiver.start();
    cli = new Cli(folder);
    cli.configure(
        """
        audit:
          webhook:
            url: %s
            retry: {initial: 100ms, max: 500ms}
        """
            .formatted(receiver.address()));
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Result record(String type) throws IOException {
    return cli.audit("record", "--type", type).ended(0);
  }

  private JsonNode shown() throws IOException {
    return cli.audit("sinks", "-o", "json").ended(0).json().get(0);
  }

  private String refused() {
    return receiver.address() + ": Failed to connect to " + peer() + ": Connection refused";
  }

  private String peer() {
    return receiver.address().replaceAll("^http:/|/in$", "");
  }

  @Test
  void saysThatNoneIsConfiguredAndHowToHaveOne() throws IOException {
    cli.configure("audit: {}\n");

    assertThat(cli.audit("sinks").ended(0).out())
        .isEqualTo("no sinks are configured: add webhook: {url: …} to audit: in config.yaml\n");
    assertThat(cli.audit("sinks", "-o", "json").ended(0).json().isEmpty()).isTrue();
    assertThat(cli.audit("sinks", "test", "webhook").ended(2).err())
        .startsWith("offgrid: no sinks are configured\n");
  }

  @Test
  void deliversBeforeAShortRecordingEndsAndShowsIt() throws IOException {
    assertThat(record("a").err()).isEmpty();
    record("b");

    assertThat(receiver.seqs()).containsExactly(1L, 2L);
    assertThat(cli.audit("sinks").ended(0).out())
        .matches(
            """
            NAME     TYPE     STATE    SEQ  BEHIND BY  LAST SUCCESS  PARKED
            webhook  webhook  waiting  2    -          \\d+ (s|min) ago +-
              \\Q%s\\E
            """
                .formatted(receiver.address()));
    JsonNode sink = shown();
    assertThat(sink.at("/name").asText()).isEqualTo("webhook");
    assertThat(sink.at("/type").asText()).isEqualTo("webhook");
    assertThat(sink.at("/target").asText()).isEqualTo(receiver.address());
    assertThat(sink.at("/cursor_seq").asLong()).isEqualTo(2);
    assertThat(sink.at("/behind_events").asLong()).isZero();
    assertThat(sink.at("/last_success").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{15}Z");
    assertThat(sink.at("/last_error").isNull()).isTrue();
    assertThat(sink.at("/last_error_at").isNull()).isTrue();
    assertThat(sink.at("/parked").asLong()).isZero();
  }

  @Test
  void aShortRecordingSaysInOneLineThatItsReceiverIsDown() throws IOException {
    receiver.stop();
    record("a");
    Result second = record("b");

    assertThat(second.err())
        .isEqualTo(
            "offgrid: the sink webhook: 2 events will be sent at the next start: "
                + refused()
                + "\n");
    assertThat(second.out()).startsWith("recorded ");
    receiver.start();
    assertThat(record("c").err()).isEmpty();
    assertThat(receiver.seqs()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void showsARunningRecordingThatRetriesAndThatItCaughtUp() throws Exception {
    receiver.stop();
    Process recorder = startRecorder("{\"type\":\"a\"}\n".repeat(3));
    try {
      Cli.await(recorder, () -> shown().at("/state").asText().equals("retrying"));
      JsonNode sink = shown();
      assertThat(sink.at("/cursor_seq").asLong()).isZero();
      assertThat(sink.at("/behind_events").asLong()).isEqualTo(3);
      assertThat(sink.at("/last_error").asText()).isEqualTo(refused());
      assertThat(cli.audit("sinks").ended(0).out())
          .contains("webhook  webhook  retrying  0    3 events, ")
          .contains("ago: Failed to connect to " + peer() + ": Connection refused\nretrying: ");

      receiver.start();
      Cli.await(recorder, () -> shown().at("/behind_events").asLong() == 0);
      assertThat(shown().at("/state").asText()).isEqualTo("forwarding");
      assertThat(receiver.seqs()).containsExactly(1L, 2L, 3L);
      assertThat(Files.readString(folder.resolve("recorder.err")))
          .isEqualTo("WARN the sink webhook will try again: " + refused() + "\n");
    } finally {
      end(recorder);
    }
  }

  @Test
  void aRunningRecordingReplays() throws Exception {
    Process recorder = startRecorder("{\"type\":\"a\"}\n".repeat(3));
    try {
      Cli.await(recorder, () -> receiver.seqs().size() == 3);
      assertThat(cli.audit("sinks", "replay", "webhook", "--from", "2").ended(0).out())
          .isEqualTo(
              "the sink webhook gets everything from seq 2 on again: the process that forwards to"
                  + " it begins within a second\n");
      Cli.await(recorder, () -> receiver.seqs().equals(List.of(1L, 2L, 3L, 2L, 3L)));
    } finally {
      end(recorder);
    }
  }

  @Test
  void replaysFromANumberOrATimeAtTheNextStart() throws IOException {
    record("a");
    record("b");
    assertThat(cli.audit("sinks", "replay", "webhook", "--from", "2").ended(0).out())
        .isEqualTo(
            "the sink webhook gets everything from seq 2 on again: no process forwards now; the"
                + " next that records sends them\n");
    record("c");
    assertThat(receiver.seqs()).containsExactly(1L, 2L, 2L, 3L);

    JsonNode replay =
        cli.audit("sinks", "replay", "webhook", "--from", "1h", "-o", "json").ended(0).json();
    assertThat(replay.toString())
        .isEqualTo("{\"sink\":\"webhook\",\"from_seq\":1,\"sent\":\"at_next_start\"}");
    assertThat(shown().at("/behind_events").asLong()).isEqualTo(3);
  }

  @Test
  void replaysNothingThatIsNotThere() throws IOException {
    record("a");

    assertThat(cli.audit("sinks", "replay", "webhook", "--from", "2").ended(2).err())
        .isEqualTo("offgrid: the log ends before seq 2\n");
    assertThat(cli.audit("sinks", "replay", "webhook").ended(2).err())
        .startsWith("offgrid: Missing required option: '--from=SEQ|TIME'\n");
    assertThat(cli.audit("sinks", "replay", "webhok", "--from", "1").ended(2).err())
        .startsWith("offgrid: there is no sink 'webhok'; did you mean webhook?\n");
  }

  @Test
  void retriesWhatWasParkedUntilNothingIs() throws IOException {
    receiver.reject("bad_one");
    String told = record("bad_one").err();
    record("good");
    assertThat(told)
        .isEqualTo(
            "ERROR the sink webhook: the receiver does not take seq 1: "
                + receiver.address()
                + ": answered 400. It is parked, number 1 since the start; see 'offgrid audit"
                + " sinks'\n");
    assertThat(receiver.seqs()).containsExactly(2L);
    assertThat(shown().at("/parked").asLong()).isEqualTo(1);

    Result again = cli.audit("sinks", "retry", "webhook").ended(3);
    assertThat(again.out())
        .isEqualTo("rejected again: 1 event\n  seq 1: " + receiver.address() + ": answered 400\n");
    assertThat(again.err()).isEqualTo("offgrid: 1 event is parked for the sink webhook\n");
    assertThat(cli.audit("sinks", "retry", "webhook", "-o", "json").ended(3).json().toString())
        .isEqualTo(
            "{\"sink\":\"webhook\",\"delivered_count\":0,\"rejected_count\":1,\"delivered\":[],\"rejected\":[{\"seq\":1,\"reason\":\"%s:"
                    .formatted(receiver.address())
                + " answered 400\"}],\"left\":1,\"error\":null}");

    receiver.rejectNothing();
    assertThat(cli.audit("sinks", "retry", "webhook").ended(0).out())
        .isEqualTo("delivered 1 event\nnothing is parked for the sink webhook\n");
    assertThat(receiver.seqs()).containsExactly(2L, 1L);
    assertThat(shown().at("/parked").asLong()).isZero();
  }

  @Test
  void aRetryThatReachesNobodyLeavesAllParked() throws IOException {
    receiver.reject("bad_one");
    record("bad_one");
    receiver.stop();

    assertThat(cli.audit("sinks", "retry", "webhook").ended(3).err())
        .isEqualTo(
            """
            offgrid: %s
            offgrid: 1 event is parked for the sink webhook; try again when 'offgrid audit sinks test webhook' succeeds
            """
                .formatted(refused()));
    assertThat(cli.audit("sinks", "retry", "webhook", "-o", "json").ended(3).json().toString())
        .endsWith("\"left\":1,\"error\":\"" + refused() + "\"}");
  }

  @Test
  void testsAReceiverStepByStep() throws IOException {
    assertThat(cli.audit("sinks", "test", "webhook").ended(0).out())
        .matches(
            """
            testing the sink webhook: \\Q%s\\E
             +\\d+ ms  connected to \\Q%s\\E
             +\\d+ ms  sent \\d+ bytes
             +\\d+ ms  answered 204
            delivered in \\d+ ms
            """
                .formatted(receiver.address(), peer().substring(1)));
    assertThat(receiver.seqs()).containsExactly(0L);

    JsonNode json = cli.audit("sinks", "test", "webhook", "-o", "json").ended(0).json();
    assertThat(json.at("/sink").asText()).isEqualTo("webhook");
    assertThat(json.at("/target").asText()).isEqualTo(receiver.address());
    assertThat(json.at("/ok").asBoolean()).isTrue();
    assertThat(json.at("/steps/2/step").asText()).isEqualTo("answered 204");
    assertThat(json.at("/steps/2/millis").isIntegralNumber()).isTrue();
    assertThat(json.at("/error").isNull()).isTrue();
  }

  @Test
  void testsAReceiverThatIsDownAndSaysWhatToDo() throws IOException {
    receiver.stop();
    Result dead = cli.audit("sinks", "test", "webhook").ended(3);

    assertThat(dead.out()).doesNotContain("delivered");
    assertThat(dead.err())
        .matches(
            """
            offgrid: not delivered, after \\d+ ms: \\Q%s\\E
            offgrid: look at the address, at the receiver and at what is between; events wait in the log, and are sent when it works
            """
                .formatted(refused()));
    JsonNode json = cli.audit("sinks", "test", "webhook", "-o", "json").ended(3).json();
    assertThat(json.at("/ok").asBoolean()).isFalse();
    assertThat(json.at("/error").asText()).isEqualTo(refused());
  }

  @Test
  void testsAReceiverThatRejectsAndSaysWhatToDo() throws IOException {
    receiver.reject("sink_test");

    assertThat(cli.audit("sinks", "test", "webhook").ended(3).err())
        .contains(": answered 400\n")
        .contains("the receiver was reached but does not take the message: look at its path,");
  }

  /** Records these lines, and waits for more. */
  private Process startRecorder(String lines) throws IOException {
    Path events = cli.write("events", lines);
    cli.with("offgrid", Cli.INSTALLED.toString());
    return cli.start(
        List.of(
            "bash", "-c", "exec $offgrid audit record --file - < <(exec tail -f " + events + ")"),
        "",
        folder.resolve("recorder.out"),
        folder.resolve("recorder.err"));
  }

  private static void end(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }
}
