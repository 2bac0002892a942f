package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyIT {
  private static final String FIRST = "a first key of sufficient length";
  private static final String SECOND = "a second key of sufficient length";

  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = new Cli(folder);
  }

  private JsonNode shown() throws IOException {
    return cli.audit("key", "show", "-o", "json").ended(0).json();
  }

  @Test
  void rotatesAGeneratedKeyInThreeSteps() throws IOException {
    cli.audit("record", "--type", "a").ended(0);
    String old = shown().at("/due_key_id").asText();
    String out = cli.audit("key", "rotate").ended(0).out();
    cli.audit("record", "--type", "b").ended(0);

    JsonNode after = shown();
    String now = after.at("/due_key_id").asText();
    Path file = cli.home().resolve("audit.key");
    assertThat(out)
        .isEqualTo(
            """
            1. key %1$s is made and marked next in %3$s
            2. record 2 announces it, and the head is signed with it
            3. the mark is taken off: key %2$s is retired. Back up %3$s
            """
                .formatted(now, old, file));
    assertThat(after.at("/keys/0/state").asText()).isEqualTo("retired");
    assertThat(after.at("/keys/1/state").asText()).isEqualTo("current");
    assertThat(after.at("/agrees").asBoolean()).isTrue();
    assertThat(cli.audit("verify").ended(0).out())
        .startsWith("OK  3 events")
        .contains("keys     " + old + ", " + now);
    assertThat(cli.audit("show", "--type", "key_rotate").ended(0).out())
        .contains("{\"new_key_id\":\"" + now + "\"}");
  }

  @Test
  void showsFingerprintsAndStatesButNoKey() throws IOException {
    cli.configure("audit:\n  keys: ['" + FIRST + "', 'next weak']\n");
    cli.audit("record", "--type", "a").ended(0);
    String out = cli.audit("key", "show").ended(0).out();

    String first = shown().at("/keys/0/key_id").asText();
    String next = shown().at("/keys/1/key_id").asText();
    assertThat(out)
        .isEqualTo(
            """
            KEY       STATE
            %s  current
            %s  next     weak: rotate to another one

            keys from  audit.keys in %s
            log        %s
            due key    %1$s
            The log goes on under the current key; 'offgrid audit key rotate' goes over to the next.
            """
                .formatted(
                    first, next, cli.home().resolve("config.yaml"), cli.home().resolve("audit")));
    assertThat(shown().at("/standing").asText()).isEqualTo("prepared");
    assertThat(shown().at("/keys/1/weak").asBoolean()).isTrue();
  }

  @Test
  void showTellsOfAKeyThatDoesNotFitTheLog() throws IOException {
    cli.configure("audit:\n  hmac_key: '" + FIRST + "'\n");
    assertThat(cli.audit("key", "show").ended(0).out()).contains("There is no log yet");
    cli.audit("record", "--type", "a").ended(0);
    cli.configure("audit:\n  hmac_key: '" + SECOND + "'\n");

    assertThat(cli.audit("key", "show").ended(0).out())
        .contains("is not among the keys: nothing is appended to the log. Restore that key.");
    assertThat(shown().at("/agrees").asBoolean()).isFalse();
    assertThat(cli.audit("record", "--type", "a").ended(3).err())
        .contains("is not in the key ring. Restore that key");
  }

  @Test
  void rotatesKeysOfTheConfigurationWithItsOwner() throws IOException {
    cli.configure("audit:\n  hmac_key: '" + FIRST + "'\n");
    cli.audit("record", "--type", "a").ended(0);
    Result told = cli.audit("key", "rotate").ended(2);
    assertThat(told.err())
        .contains("openssl rand -hex 32", "- \"next hex:THE 64 DIGITS\"", "--to KEY_ID")
        .doesNotContain(FIRST);

    cli.configure("audit:\n  keys: ['" + FIRST + "', 'next " + SECOND + "']\n");
    String next = shown().at("/keys/1/key_id").asText();
    assertThat(cli.audit("key", "rotate", "--to", "12345678").ended(2).err())
        .contains("no key 12345678 is marked next, but key " + next + " is");
    assertThat(cli.audit("key", "rotate", "--to", next).ended(0).out().lines())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("3. is yours: take the word next off key " + next + " in audit.keys in ");
    assertThat(shown().at("/standing").asText()).isEqualTo("unfinished");

    cli.configure("audit:\n  keys: ['" + FIRST + "', '" + SECOND + "']\n");
    cli.audit("record", "--type", "b").ended(0);
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  3 events");
    assertThat(cli.audit("key", "rotate", "--to", next).ended(0).out())
        .isEqualTo("the log goes on under key " + next + " already; nothing was changed\n");
  }

  @Test
  void rotatesNoKeysForAnotherLogThanTheirOwn() throws IOException {
    cli.audit("record", "--type", "a").ended(0);
    String copy = folder.resolve("copy").toString();
    cli.shell("cp -r " + cli.home().resolve("audit") + " " + copy).ended(0);

    assertThat(cli.audit("key", "rotate", "--dir", copy).ended(2).err())
        .contains("--dir cannot be given here: the keys are those of the log that");
    assertThat(Files.readAllLines(cli.home().resolve("audit.key"))).hasSize(1);
  }

  @Test
  void neverPrintsAKey() throws IOException {
    cli.audit("record", "--type", "a").ended(0);
    StringBuilder said = new StringBuilder();
    for (String command : List.of("rotate", "show", "rotate")) {
      Result result = cli.audit("key", command).ended(0);
      said.append(result.out()).append(result.err());
    }
    List<String> keys = Files.readAllLines(cli.home().resolve("audit.key"));
    assertThat(keys).hasSize(3);
    for (String key : keys) {
      assertThat(said.toString()).doesNotContain(key.substring("hex:".length()));
    }
  }
}
