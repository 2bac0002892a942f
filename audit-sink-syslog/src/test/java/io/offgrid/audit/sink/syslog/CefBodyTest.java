package io.offgrid.audit.sink.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.testkit.RecordFixture;
import io.offgrid.audit.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CefBodyTest {
  private static String cef(AuditRecord record) {
    SettingsDraft draft = new SettingsDraft();
    draft.format = SyslogFormat.CEF;
    draft.maxMessageBytes = 1 << 20;
    return Parsed.of(new Rfc5424(draft.settings(), "host", "1").message(record)).msg();
  }

  @Test
  void aRecordIsWholly() {
    RecordFixture record = TestRecords.full(5);
    assertThat(cef(record))
        .isEqualTo(
            "CEF:0|OffGrid|Audit|1|auth_failure|auth failure|6|rt=1705314600000"
                + " externalId=evt_00000000000000000000000005 outcome=failure suser=user-5"
                + " src=192.0.2.5 cs1Label=target cs1=host-5"
                + " cs2Label=repairs cs2=/target: too long, cut to 1024 code units"
                + " cs4Label=chain_hash cs4="
                + record.chainHash()
                + " cs5Label=signature cs5="
                + record.signature()
                + " cs6Label=key_id cs6=1eb7cdc2 cn1Label=seq cn1=5"
                + " cs3Label=details cs3={\"attempt\":5,\"reason\":\"bad password\"}");
  }

  @Test
  void whatIsNotThereIsLeftOut() {
    assertThat(cef(RecordFixture.builder(5).build()))
        .contains("|auth_success|auth success|3|rt=")
        .doesNotContain("suser", "src=", "shost", "cs1", "cs2", "cs3", "outcome");
  }

  @ParameterizedTest
  @CsvSource({"info, 3", "warning, 6", "critical, 9"})
  void severityIsOnItsScale(String word, String number) {
    assertThat(cef(RecordFixture.builder(1).severity(word).build()))
        .contains("|" + number + "|rt=");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, src=192.0.2.1",
    "2001:db8::1, c6a2Label=source c6a2=2001:db8::1",
    "::1, c6a2Label=source c6a2=::1",
    "web-7, shost=web-7",
    "10:20, shost=10:20"
  })
  void theSourceIsAnAddressOrAName(String source, String field) {
    assertThat(cef(RecordFixture.builder(1).source(source).build())).contains(" " + field + " ");
  }

  @Test
  void valuesAreEscaped() {
    String value = "a=b\\c|d\r\ne\u0000\u001b[31m\tf\u0085";
    assertThat(cef(RecordFixture.builder(1).userId(value).build()))
        .contains(" suser=a\\=b\\\\c|d\\r\\ne\\\\u0000\\\\u001b[31m\tf\\\\u0085 cs4Label");
  }

  @Test
  void theHeaderIsEscaped() {
    assertThat(cef(RecordFixture.builder(1).type("a|b\\c\nd").build()))
        .startsWith("CEF:0|OffGrid|Audit|1|a\\|b\\\\c d|a\\|b\\\\c d|3|rt=");
  }

  @Test
  void hostileContentStaysOnOneLine() {
    assertThat(TestRecords.nasty())
        .allSatisfy(record -> assertThat(cef(record)).doesNotContain("\n", "\r", "\u0000"));
  }
}
