package io.offgrid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditQueryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "llama  | {\"model\":\"Llama3\"}     | true",
        "LLAMA  | {\"model\":\"Llama3\"}     | true",
        "model  | {\"model\":\"Llama3\"}     | true",
        "ÖL     | {\"a\":\"Salatöl\"}        | true",
        "a\"b  | {\"a\":\"A\\\"B\"}      | true",
        "a\\b | {\"a\":\"a\\\\b\"}     | true",
        "a\\b | {\"a\":\"ab\"}             | false",
        "llama2 | {\"model\":\"Llama3\"}     | false"
      })
  void looksForTextInDetailsIgnoringCase(String text, String details, boolean expected) {
    assertThat(AuditQuery.builder().text(text).build().matchesText(details)).isEqualTo(expected);
  }

  @Test
  void controlCharactersAreLookedForAsTheyAreWritten() {
    String details = "{\"a\":\"one\\ntwo\\u0001\\u001f\\b\\t\\f\\r\"}";
    for (String text : new String[] {"e\nt", "o\u0001\u001f", "\b\t\f\r"}) {
      assertThat(AuditQuery.builder().text(text).build().matchesText(details)).isTrue();
    }
    assertThat(AuditQuery.builder().text("e\tt").build().matchesText(details)).isFalse();
  }

  @Test
  void withoutDetailsThereIsNoText() {
    assertThat(AuditQuery.builder().text("a").build().matchesText(null)).isFalse();
    assertThat(AuditQuery.all().matchesText(null)).isTrue();
  }

  @Test
  void aBuilderOfAQueryHasAllOfIt() {
    AuditQuery query =
        AuditQuery.builder()
            .id("evt_1")
            .type("auth*")
            .userId("u")
            .outcome(Outcome.FAILURE)
            .severity(Severity.WARNING)
            .source("s")
            .target("t")
            .text("x")
            .since(Instant.EPOCH)
            .until(Instant.MAX)
            .afterSeq(1L)
            .beforeSeq(9L)
            .newestFirst()
            .limit(3)
            .scanBytes(4)
            .build();
    assertThat(query.toBuilder().build()).isEqualTo(query);
    assertThat(query.toBuilder().unlimited().oldestFirst().build())
        .isNotEqualTo(query)
        .isEqualTo(query.toBuilder().oldestFirst().unlimited().build());
    assertThat(query.toBuilder().unlimited().build().maxRecords()).isEmpty();
  }

  @Test
  void refusesLimitsThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuditQuery.builder().limit(-1).build())
        .withMessage("limit must not be negative: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuditQuery.builder().scanBytes(0).build())
        .withMessage("scanBytes must be positive: 0");
  }
}
