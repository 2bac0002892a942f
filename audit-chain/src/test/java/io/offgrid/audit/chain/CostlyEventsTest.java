package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Events made to be expensive. What takes quadratic time or memory would not end here: nothing is
 * timed.
 */
class CostlyEventsTest {
  private static final EventEncoder ENCODER = new EventEncoder(64 << 20, false);
  private static final int MANY = 200_000;

  @Test
  void takesManyUnstorableNumbers() {
    String numbers = String.join(",", Collections.nCopies(MANY, "9007199254740993"));
    assertThat(Encoded.text(Encoded.details(ENCODER, "{\"a\":[" + numbers + "]}")))
        .startsWith(",\"details\":{\"a\":[\"9007199254740993\",\"9007199254740993\",")
        .endsWith("\"and 199968 more\"],\"type\":\"t\"")
        .hasSizeBetween(19 * MANY, 19 * MANY + 3000);
  }

  @Test
  void takesOneNameManyTimes() {
    String members = String.join(",", Collections.nCopies(MANY, "\"a\":1"));
    String text = Encoded.text(Encoded.details(ENCODER, "{" + members + "}"));
    assertThat(text)
        .startsWith(",\"details\":{\"a\":1,\"a#10\":1,\"a#100\":1,")
        .contains("\"a#" + MANY + "\":1,")
        .endsWith("\"and 199967 more\"],\"type\":\"t\"");
  }

  @Test
  void takesManyNamesInReverse() {
    StringBuilder given = new StringBuilder("{");
    StringBuilder ordered = new StringBuilder("{");
    for (int i = 0; i < MANY; i++) {
      given.append(i == 0 ? "" : ",").append('"').append(2 * MANY - i).append("\":0");
      ordered.append(i == 0 ? "" : ",").append('"').append(MANY + 1 + i).append("\":0");
    }
    String text = Encoded.text(Encoded.details(ENCODER, given + "}"));
    assertThat(text.equals(",\"details\":" + ordered + "},\"type\":\"t\"")).isTrue();
  }

  @Test
  void takesNestingOfAThousandOutOfOrder() {
    String inner = "x".repeat(2 << 20);
    String given = "{\"b\":1,\"a\":".repeat(998) + '"' + inner + '"' + "}".repeat(998);
    assertThat(Encoded.text(Encoded.details(ENCODER, given)))
        .startsWith(",\"details\":" + "{\"a\":".repeat(32) + "\"{\\\"a\\\":{\\\"a\\\":")
        .endsWith(
            "\\\"b\\\":1}\""
                + ",\"b\":1}".repeat(32)
                + ",\"repairs\":[\"/details"
                + "/a".repeat(32)
                + ": stored as text, nested over 32 deep\"],\"type\":\"t\"");
  }

  @Test
  void takesNestingOfAThousandFromJavaOnASmallStack() throws InterruptedException {
    Map<String, Object> details = Map.of("leaf", 1);
    for (int i = 1; i < 1000; i++) {
      details = Map.of("a", details);
    }
    AuditEvent event = AuditEvent.builder("t").details(details).build();
    List<String> encoded = new ArrayList<>();
    Runnable encode = () -> encoded.add(Encoded.text(ENCODER.encode(event)));
    Thread thread = new Thread(null, encode, "small stack", 256 << 10);
    thread.start();
    thread.join();
    assertThat(encoded).hasSize(1);
    assertThat(encoded.get(0))
        .startsWith(",\"details\":" + "{\"a\":".repeat(32) + "\"{\\\"a\\\":")
        .contains("{\\\"leaf\\\":1}");
  }

  @Test
  void putsMembersInOrderAThousandDeepOnASmallStack() throws InterruptedException {
    byte[] json = ("{\"b\":1,\"a\":".repeat(1000) + "0" + "}".repeat(1000)).getBytes(UTF_8);
    List<byte[]> canonical = new ArrayList<>();
    Runnable encode = () -> canonical.add(CanonicalJson.canonicalize(json, 0, json.length));
    Thread thread = new Thread(null, encode, "small stack", 384 << 10);
    thread.start();
    thread.join();
    assertThat(canonical).hasSize(1);
    assertThat(canonical.get(0))
        .asString(UTF_8)
        .isEqualTo("{\"a\":".repeat(1000) + "0" + ",\"b\":1}".repeat(1000));
  }

  @Test
  void takesALongValueOfCharactersThatGrow() {
    String value = "\u0001".repeat(2 << 20);
    String text = Encoded.text(ENCODER.encode(AuditEvent.builder("t").detail("v", value).build()));
    assertThat(
            text.equals(
                ",\"details\":{\"v\":\"" + "\\u0001".repeat(2 << 20) + "\"},\"type\":\"t\""))
        .isTrue();
  }

  @Test
  void staysUnderTheLimitWhateverIsInTheWay() {
    String grows = "\u0001".repeat(5000);
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      details.put(i + grows, Double.NaN);
    }
    AuditEvent event =
        AuditEvent.builder("t").userId(grows).source(grows).target(grows).details(details).build();
    EncodedEvent encoded = new EventEncoder(65_536, false).encode(event);
    assertThat(encoded.size() - 1).isLessThanOrEqualTo(65_536);
    assertThat(Encoded.text(encoded)).contains("\"omitted_bytes\":").doesNotContain("more\"");
  }

  @Test
  void takesNamesWhoseHashesCollide() {
    Map<String, Object> details = new HashMap<>();
    for (int i = 0; i < 1 << 14; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 14; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      details.put(name.toString(), i);
    }
    String text = Encoded.text(ENCODER.encode(AuditEvent.builder("t").details(details).build()));
    assertThat(
            CanonicalJson.isCanonical(
                ("{" + text.substring(1) + "}").getBytes(UTF_8), 0, text.length() + 1))
        .isTrue();
  }
}
