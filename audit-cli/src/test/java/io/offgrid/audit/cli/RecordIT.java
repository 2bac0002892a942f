package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordIT {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = new Cli(folder);
  }

  @Test
  void printsTheReceiptAsATable() throws IOException {
    assertThat(cli.audit("record", "--type", "auth_success", "--user", "ann").ended(0).out())
        .containsPattern(
            "recorded +evt_[0-9A-Z]{26}\\nseq +1\\ntime +\\d{4}-.*Z\\nsignature +hmac-sha256:[0-9a-f]{64}\\n"
                + "chain hash +sha256:[0-9a-f]{64}\\n");
  }

  @Test
  void recordsEveryOptionAndPrintsTheReceiptAsJson() throws IOException {
    JsonNode receipt =
        cli.audit(
                "record",
                "--type",
                "config_change",
                "--user",
                "änn",
                "--outcome",
                "failure",
                "--severity",
                "critical",
                "--source",
                "192.0.2.7",
                "--target",
                "/etc/x",
                "--detail",
                "a=b=c",
                "--detail",
                "empty=",
                "--details",
                " {\"n\": 1e20, \"l\":[]} ",
                "-o",
                "json")
            .ended(0)
            .json();
    JsonNode event = cli.audit("show", "-o", "jsonl").ended(0).json();

    assertThat(receipt.at("/status").asText()).isEqualTo("recorded");
    for (String member : new String[] {"id", "seq", "timestamp", "signature", "chain_hash"}) {
      assertThat(receipt.get(member)).isEqualTo(event.get(member));
    }
    assertThat(event.at("/user_id").asText()).isEqualTo("änn");
    assertThat(event.at("/outcome").asText()).isEqualTo("failure");
    assertThat(event.at("/severity").asText()).isEqualTo("critical");
    assertThat(event.at("/source").asText()).isEqualTo("192.0.2.7");
    assertThat(event.at("/target").asText()).isEqualTo("/etc/x");
    assertThat(event.at("/details").toString())
        .isEqualTo("{\"a\":\"b=c\",\"empty\":\"\",\"l\":[],\"n\":\"100000000000000000000\"}");
    assertThat(event.at("/repairs/0").asText()).startsWith("/details/n: ");
  }

  @Test
  void refusesATypeWithCapitals() throws IOException {
    assertThat(cli.audit("record", "--type", "Auth").ended(2).err())
        .startsWith("offgrid: --type: type \"Auth\" is not of the form [a-z][a-z0-9_.]{0,63}");
  }

  @Test
  void refusesTypesOfTheLogItself() throws IOException {
    assertThat(cli.audit("record", "--type", "key_rotate").ended(2).err()).contains("reserved");
  }

  @Test
  void asksWhatHappened() throws IOException {
    assertThat(cli.audit("record", "--user", "ann").ended(2).err())
        .startsWith("offgrid: what happened? give --type TYPE, or --file FILE");
  }

  @Test
  void refusesDetailsThatAreNoObject() throws IOException {
    assertThat(cli.audit("record", "--type", "a", "--details", "[1]").ended(2).err())
        .startsWith("offgrid: --details: column 1: a JSON object is expected");
    assertThat(cli.audit("record", "--type", "a", "--details", "{\"a\":1},\"user_id\":\"x\"").err())
        .contains("--details: column 8: ");
    assertThat(cli.audit("record", "--type", "a", "--detail", "novalue").ended(2).err())
        .contains("--detail");
    assertThat(cli.log()).doesNotExist();
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() throws IOException {
    assertThat(cli.audit("record", "--file", "x", "--user", "ann").ended(2).err())
        .contains("--user describes one event, --file brings many");
    assertThat(cli.audit("record", "--type", "a", "--skip-bad").ended(2).err())
        .contains("give --file");
    assertThat(cli.audit("record", "--file", "x", "--type-from", "name").ended(2).err())
        .contains("--type-from 'name' is not a JSON Pointer");
    assertThat(cli.audit("record", "--type", "a", "--outcome", "sucess").ended(2).err())
        .contains("'sucess' is none of success, failure; did you mean success?");
  }

  @Test
  void saysThatAuditingIsDisabled() throws IOException {
    cli.configure("audit:\n  enabled: false\n");
    Result table = cli.audit("record", "--type", "a").ended(0);

    assertThat(table.out()).isEmpty();
    assertThat(table.err()).contains("auditing is disabled (audit.enabled: false)");
    assertThat(cli.audit("record", "--type", "a", "-o", "json").ended(0).out())
        .isEqualTo("{\"status\":\"disabled\"}\n");
    assertThat(cli.audit("record", "--file", Cli.CLOUDTRAIL.toString()).ended(0).err())
        .contains("auditing is disabled");
    assertThat(cli.audit("show").ended(0).err()).contains("auditing is disabled", "no events yet");
    assertThat(cli.log()).doesNotExist();
  }

  @Test
  void showsOlderEventsOfADisabledLog() throws IOException {
    cli.audit("record", "--type", "before").ended(0);
    cli.configure("audit:\n  enabled: false\n");

    Result shown = cli.audit("show").ended(0);
    assertThat(shown.out()).contains("before");
    assertThat(shown.err()).contains("auditing is disabled");
  }
}
