package io.offgrid.audit.sink.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.testkit.RecordFixture;
import io.offgrid.audit.testkit.TestRecords;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written is what RFC 5424 and the log say, as a parser of its own reads it. */
class Rfc5424Test {
  private final SettingsDraft draft = new SettingsDraft();

  private static byte[] bytes(AuditRecord record, SettingsDraft draft) {
    return new Rfc5424(draft.settings(), "host.example", "4711").message(record);
  }

  private Parsed message(AuditRecord record) {
    return Parsed.of(bytes(record, draft));
  }

  @Test
  void aMessageIsWholly() {
    assertThat(new String(bytes(RecordFixture.builder(7).build(), draft), UTF_8))
        .isEqualTo(
            "<134>1 2024-01-15T10:30:00.000007Z host.example offgrid-audit 4711 auth_success"
                + " [offgrid@32473 id=\"evt_00000000000000000000000007\" seq=\"7\""
                + " key_id=\"1eb7cdc2\" chain_hash=\"sha256:"
                + "0".repeat(63)
                + "6\" signature=\"hmac-sha256:"
                + "0".repeat(63)
                + "7\"] "
                + RecordFixture.builder(7).build().json());
  }

  @Test
  void hostileContentKeepsToTheGrammarAndArrivesByteForByte() {
    draft.maxMessageBytes = 1 << 20;
    List<RecordFixture> nasty =
        TestRecords.nasty().stream().map(RecordFixture.class::cast).toList();
    assertThat(nasty)
        .allSatisfy(
            record -> {
              Parsed parsed = message(record);
              assertThat(parsed.msg()).isEqualTo(record.json());
              assertThat(parsed.timestamp()).isEqualTo(record.timestampText());
              assertThat(parsed.parameters())
                  .containsEntry("id", record.id())
                  .containsEntry("signature", record.signature());
            });
  }

  @Test
  void theByteOrderMarkStandsBeforeWhatIsNotAscii() {
    RecordFixture ascii = RecordFixture.builder(1).userId("bob").build();
    RecordFixture other = RecordFixture.builder(1).userId("bób").build();
    assertThat(message(ascii).marked()).isFalse();
    assertThat(message(other).marked()).isTrue();
    assertThat(message(other).msg()).isEqualTo(other.json());
  }

  @Test
  void thePriorityIsMadeOfFacilityAndSeverity() {
    for (SyslogFacility facility : SyslogFacility.values()) {
      draft.facility = facility;
      assertThat(
              Stream.of("critical", "warning", "info")
                  .map(word -> RecordFixture.builder(1).severity(word).build())
                  .map(record -> Parsed.of(bytes(record, draft)).priority() - facility.code() * 8))
          .containsExactly(2, 4, 6);
      assertThat(Parsed.of(bytes(RecordFixture.builder(1).build(), draft)).priority())
          .isEqualTo(facility.code() * 8 + 6);
    }
  }

  @Test
  void headerAndStructuredDataAreNamedByTheSettings() {
    draft.appName = "billing";
    draft.enterpriseId = 99;
    Parsed parsed = Parsed.of(bytes(RecordFixture.builder(1).build(), draft));
    assertThat(parsed.appName()).isEqualTo("billing");
    assertThat(parsed.sdId()).isEqualTo("offgrid@99");
    assertThat(parsed.hostname()).isEqualTo("host.example");
    assertThat(parsed.procId()).isEqualTo("4711");
  }

  @Test
  void aLongTypeIsCutInTheHeaderAlone() {
    String type = "a".repeat(31) + "bc" + "d".repeat(31);
    Parsed parsed = message(RecordFixture.builder(1).type(type).build());
    assertThat(parsed.msgId()).isEqualTo("a".repeat(31) + "b");
    assertThat(parsed.msg()).contains("\"type\":\"" + type + "\"");
  }

  @Test
  void parameterValuesAreEscaped() {
    RecordFixture plain = RecordFixture.builder(1).build();
    RecordFixture odd =
        new RecordFixture(
            "a\"]\\ é\n",
            1,
            plain.timestampText(),
            plain.type(),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            "k",
            "s",
            "c");
    assertThat(new String(bytes(odd, draft), UTF_8)).contains(" id=\"a\\\"\\]\\\\ é?\" seq");
    assertThat(message(odd).parameters()).containsEntry("id", "a\"]\\ é?");
  }

  @Test
  void aHostNameBecomesPrintable() {
    assertThat(Rfc5424.printable("my höst", 255)).isEqualTo("my?h?st");
    assertThat(Rfc5424.printable("x".repeat(300), 255)).hasSize(255);
    assertThat(Rfc5424.printable("", 255)).isEqualTo("-");
  }
}
