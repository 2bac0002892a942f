package io.offgrid.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Members are found from both ends of a line, and details stand between: they must not matter. */
class LineScannerTest {
  private static final String FALSE_SIGNATURE = "hmac-sha256:" + "0".repeat(64);
  private static final String FALSE_END =
      "\"key_id\":\"00000000\",\"outcome\":\"success\",\"seq\":5,\"signature\":\""
          + FALSE_SIGNATURE
          + "\",\"timestamp\":\"2000-01-01T00:00:00.000000Z\",\"type\":\"other\",\"user_id\":\"eve\"}";

  @Test
  void findsTheMembersOfTheShortestLine() {
    assertOwnMembers(Recorded.json("{\"type\":\"t\"}"));
  }

  @Test
  void isNotMisledByDetailsWithMembersOfTheSameNames() {
    assertOwnMembers(Recorded.details("{" + FALSE_END));
    assertOwnMembers(Recorded.details("{\"zz\":{\"zz\":{" + FALSE_END + "}}"));
    assertOwnMembers(Recorded.details("{\"id\":\"evt_01HM5ZQ0000000000000000009\"," + FALSE_END));
  }

  @Test
  void isNotMisledByATextThatLooksLikeTheEnd() {
    String text = ("," + FALSE_END).replace("\"", "\\\"");
    assertOwnMembers(Recorded.details("{\"a\":\"" + text + "\"}"));
    assertOwnMembers(Recorded.json("{\"type\":\"t\",\"user_id\":\"" + text + "\"}"));
    assertOwnMembers(Recorded.json("{\"type\":\"t\",\"target\":\"\\\\" + text + "\\\\\"}"));
  }

  private static void assertOwnMembers(RecordLine record) {
    assertThat(record.seq()).isEqualTo(1);
    assertThat(record.type()).isEqualTo("t");
    assertThat(record.id()).isEqualTo("evt_01HM5ZQ0000000000000000001");
    assertThat(record.timestampText()).isEqualTo("1970-01-01T00:00:00.000000Z");
    assertThat(record.keyId()).isNotEqualTo("00000000");
    assertThat(record.signature()).isNotEqualTo(FALSE_SIGNATURE);
    assertThat(record.outcome()).isEmpty();
  }
}
