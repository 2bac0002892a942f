package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisuseTest {
  @ParameterizedTest
  @CsvSource({
    "audit show --limt 4, did you mean --limit?",
    "audit show --untill 1d, did you mean --until?",
    "audit record --detials {}, did you mean --details?",
    "audit verfy, did you mean verify?",
    "audit export-cvs x, did you mean export-csv?",
    "audti, did you mean audit?",
    "audit config chekc, did you mean check?",
    "audit sinsk, did you mean sinks?",
    "audit sinks rety webhook, did you mean retry?"
  })
  void isSuggested(String commandLine, String suggestion) {
    assertThat(messagesOf(commandLine)).contains("; " + suggestion + "\n");
  }

  @ParameterizedTest
  @CsvSource({"audit show --zzzzzzzz", "audit frobnicate"})
  void isNotInvented(String commandLine) {
    assertThat(messagesOf(commandLine)).doesNotContain("did you mean").contains("--help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audit show --zzzzzzzz | show has no option --zzzzzzzz",
        "audit frobnicate | there is no command 'frobnicate'; there are backup, completion, config,",
        "audit show more | show does not take 'more': it takes options only",
        "audit export-csv a b | export-csv does not take 'b': that is too much",
        "audit | which command? There are backup, completion, config, export,",
        "audit record --detail x | Value for option '--detail' (NAME=TEXT) should be in KEY=VALUE"
      })
  void isExplained(String commandLine, String explanation) {
    assertThat(messagesOf(commandLine)).startsWith("offgrid: " + explanation);
  }

  private static String messagesOf(String commandLine) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            Map.of(),
            new Terminal(false, false, 0, 0, false),
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            err);
    assertThat(Offgrid.run(console, commandLine.split(" "))).isEqualTo(ExitStatus.USAGE);
    return err.toString(StandardCharsets.UTF_8);
  }
}
