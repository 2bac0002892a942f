package io.offgrid.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.InvalidEventException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whatever somebody puts into an event, it is recorded, and the record says what was changed. */
class HostileEventsTest {
  @Test
  void cutsAUserIdThatIsTooLong() {
    RecordLine record =
        Recorded.json("{\"type\":\"t\",\"user_id\":\"" + "u".repeat(10_000) + "\"}");
    assertThat(record.userId()).contains("u".repeat(1024));
    assertThat(Recorded.paths(record)).containsExactly("/user_id");
  }

  @Test
  void leavesOutAnOutcomeThatIsNotOneOfTheWords() {
    RecordLine record = Recorded.json("{\"type\":\"t\",\"outcome\":\"maybe\",\"source\":7}");
    assertThat(record.outcome()).isEmpty();
    assertThat(record.source()).isEmpty();
    assertThat(Recorded.paths(record)).containsExactlyInAnyOrder("/outcome", "/source");
    assertThat(record.repairs()).anyMatch(line -> line.contains("\"maybe\""));
  }

  @Test
  void replacesDetailsThatMakeTheLineTooLongByTheirHash() {
    RecordLine record = Recorded.details("{\"blob\":\"" + "x".repeat(2 << 20) + "\"}");
    assertThat(record.detailsJson().orElseThrow())
        .startsWith("{\"omitted_bytes\":" + ((2 << 20) + 11) + ",\"sha256\":\"sha256:");
    assertThat(record.repairs()).hasSize(1);
  }

  @Test
  void countsRepairsBeyondTheThirtySecond() {
    String many = "9007199254740993,".repeat(20_000);
    RecordLine record = Recorded.details("{\"n\":[" + many + "1]}");
    assertThat(record.repairs()).hasSize(33);
    assertThat(record.repairs().get(32)).isEqualTo("and 19968 more");
  }

  @Test
  void takesTwoHundredThousandUnstorableNumbers() {
    RecordLine record = Recorded.details("{\"n\":[" + "1e400,".repeat(200_000) + "1]}");
    assertThat(record.detailsJson().orElseThrow()).startsWith("{\"omitted_bytes\":");
    assertThat(record.repairs()).hasSize(1);
  }

  @Test
  void storesWhatIsTooDeepAsText() {
    RecordLine record = Recorded.details("{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}");
    assertThat(record.detailsJson().orElseThrow()).contains("\"" + "[".repeat(800));
    assertThat(record.repairs()).hasSize(1);
  }

  @Test
  void refusesWhatTheLogItselfMakes() {
    assertRefused("{\"type\":\"t\",\"seq\":1}", "seq");
    assertRefused("{\"type\":\"t\",\"type\":\"u\"}", "type");
    assertRefused("{\"type\":\"t\",\"usr_id\":\"x\"}", "user_id");
    assertRefused("{\"type\":\"key_rotate\"}", "reserved");
    assertRefused("{\"type\":\"Login\"}", "[a-z][a-z0-9_.]{0,63}");
    assertRefused("{\"user_id\":\"x\"}", "type");
    assertRefused("{\"type\":\"t\",\"details\":" + "[".repeat(1100), "");
    assertRefused("{\"type\":\"t\",\"details\":{\"n\":" + "1".repeat(1001) + "}}", "");
    assertRefused("not json", "");
  }

  @Test
  void refusesInsteadOfRepairingWhereThatIsAskedFor() {
    EventEncoder strict = new EventEncoder(1 << 20, true);
    byte[] event = "{\"type\":\"t\",\"details\":{\"n\":1e400}}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> strict.encodeJson(event))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("/details/n");
  }

  private static void assertRefused(String json, String reason) {
    assertThatThrownBy(() -> Recorded.json(json))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining(reason);
  }
}
