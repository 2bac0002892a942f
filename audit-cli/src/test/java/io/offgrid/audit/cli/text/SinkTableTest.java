package io.offgrid.audit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.runtime.SinkStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SinkTableTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");

  private final StringWriter text = new StringWriter();

  @Test
  void tellsOfGoodAndBadSinksOnEightyColumns() {
    show(
        80,
        false,
        sink("webhook", "forwarding", 1_234_567, 0, 0, null, 0),
        sink("siem-in-bonn", "retrying", 17, 12_345, 95_000, "no answer within 10000 ms", 2));

    assertThat(text.toString())
        .isEqualTo(
            """
            NAME          TYPE    STATE       SEQ      BEHIND BY            LAST SUCCESS  PARKED
            webhook       syslog  forwarding  1234567  -                    12 s ago      -
              tcp://siem:514
            siem-in-bonn  syslog  retrying    17       12,345 events, 26 h  12 s ago      2
              tcp://siem:514
              last error 3 min ago: no answer within 10000 ms
            retrying: it is tried for as long as it takes, and nothing is lost; 'offgrid
            audit sinks test NAME' tells what is wrong.
            parked: the receiver rejected these events; 'offgrid audit sinks retry NAME'
            tries them again.
            """);
  }

  @Test
  void cannotBeMadeToMoveTheCursor() {
    show(80, false, sink("a", "\u001b[2J", 1, 0, 0, "\u001b]0;x\u0007\nPARKED\u202e", 0));

    assertThat(text.toString())
        .contains("  \\e[2J  ", "last error 3 min ago: \\e]0;x\\x07\\nPARKED\\u{202e}\n")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }

  @Test
  void wrapsAnErrorToTheScreenAndCutsOneWithoutEnd() {
    show(40, false, sink("a", "retrying", 1, 0, 0, "word ".repeat(60), 0));

    List<String> error = text.toString().lines().filter(line -> line.contains("word")).toList();
    assertThat(error).hasSize(4).allMatch(line -> DisplayWidth.of(line) <= 40);
    assertThat(error.get(3)).endsWith("…");
  }

  @Test
  void keepsErrorsWholeWhereThereIsNoScreen() {
    show(RecordTable.UNLIMITED, false, sink("a", "retrying", 1, 0, 0, "word ".repeat(60), 0));

    assertThat(text.toString()).contains("word ".repeat(59) + "word\n");
  }

  @Test
  void leavesOutOfAnErrorWhereTheSinkLeads() {
    show(80, false, sink("a", "retrying", 1, 0, 0, "tcp://siem:514: reset", 0));

    assertThat(text.toString()).contains("  tcp://siem:514\n  last error 3 min ago: reset\n");
  }

  @Test
  void paintsWhatStandsOut() {
    show(
        80,
        true,
        sink("a", "forwarding", 1, 0, 0, null, 0),
        sink("b", "retrying", 1, 0, 0, null, 0),
        sink("c", "held", 1, 0, 0, null, 3),
        sink("d", "stopped", 1, 0, 0, null, 0));

    assertThat(text.toString())
        .contains("\u001b[32mforwarding\u001b[0m", "\u001b[33mretrying\u001b[0m")
        .contains("\u001b[1;31mheld\u001b[0m", "\u001b[1;31mstopped\u001b[0m")
        .contains("\u001b[33m3\u001b[0m");
  }

  @Test
  void paintsAnErrorThatIsOverNoMore() {
    show(80, true, sink("a", "forwarding", 1, 0, 0, "reset", 0));

    assertThat(text.toString()).contains("\u001b[2mlast error 3 min ago: reset\u001b[0m");
  }

  private void show(int screen, boolean colour, SinkStatus... sinks) {
    PrintWriter out = new PrintWriter(text);
    new SinkTable(out, new Palette(colour), screen, NOW).print(List.of(sinks));
    out.flush();
  }

  /** Succeeded 12 seconds ago; failed, if at all, 3 minutes ago. */
  private static SinkStatus sink(
      String name,
      String state,
      long seq,
      long events,
      long seconds,
      @Nullable String error,
      long parked) {
    Optional<String> lastError = Optional.ofNullable(error);
    return new SinkStatus(
        name,
        "syslog",
        "tcp://siem:514",
        state,
        seq,
        events,
        Duration.ofSeconds(seconds),
        Optional.of(NOW.minusSeconds(12)),
        lastError,
        lastError.map(e -> NOW.minusSeconds(185)),
        parked);
  }
}
