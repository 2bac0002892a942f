package io.offgrid.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** There are two ways to encode an event, and nobody must be able to tell which one was taken. */
class PlainEventsTest {
  private static final int MAX = EventEncoder.LEAST_MAX_EVENT_BYTES;
  private static final String[] TEXTS = {
    "", "a", "b", "ab", "é", "€", "😀", "quote\"", "back\\slash", "\u0000\u001f\n", "x".repeat(1024)
  };
  private static final Object[] ODD = {
    "\ud800", "x".repeat(1025), 1L << 60, Double.NaN, 1e20, new BigDecimal("1.10"), 1.5f, (short) 3
  };

  private final Random random = new Random(11);
  private final PlainEvents plain = new PlainEvents();
  private final EventEncoder encoder = new EventEncoder(MAX, false);

  @Test
  void makesTheSameBytesAsTheEncoderThatRepairs() {
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      AuditEvent event = event(random.nextInt(4) == 0);
      EncodedEvent encoded = plain.encode(event, MAX);
      if (encoded != null) {
        assertThat(Encoded.text(encoded)).isEqualTo(Encoded.text(encoder.encodeAny(event)));
        taken++;
      }
      assertThat(Encoded.text(encoder.encode(event)))
          .isEqualTo(Encoded.text(encoder.encodeAny(event)));
    }
    assertThat(taken).isBetween(12_000, 19_500);
  }

  @Test
  void takesTheUsualEvent() {
    AuditEvent event =
        AuditEvent.builder("t").userId("u").detail("b", List.of(1, 2.5)).detail("a", true).build();
    EncodedEvent encoded = Objects.requireNonNull(plain.encode(event, MAX));
    assertThat(Encoded.text(encoded)).contains("\"details\":{\"a\":true,\"b\":[1,2.5]}");
  }

  @Test
  void leavesWhatIsUnusualToTheOther() {
    for (Object odd : ODD) {
      assertThat(plain.encode(AuditEvent.builder("t").detail("a", odd).build(), MAX))
          .satisfies(e -> assertThat(e == null).isEqualTo(!odd.equals("x".repeat(1025))));
    }
    assertThat(plain.encode(AuditEvent.builder("t").userId("x".repeat(1025)).build(), MAX))
        .isNull();
    assertThat(plain.encode(AuditEvent.builder("t").detail("\udc00", 1).build(), MAX)).isNull();
    assertThat(plain.encode(AuditEvent.builder("t").detail("a", deep(32)).build(), MAX)).isNull();
    assertThat(plain.encode(AuditEvent.builder("t").detail("a", deep(31)).build(), MAX))
        .isNotNull();
    assertThat(plain.encode(AuditEvent.builder("t").detail("a", "x".repeat(MAX)).build(), MAX))
        .isNull();
  }

  private AuditEvent event(boolean odd) {
    return AuditEvent.builder("t.y_" + random.nextInt(9))
        .userId(random.nextBoolean() ? text() : null)
        .source(random.nextBoolean() ? text() : null)
        .target(random.nextBoolean() ? text() : null)
        .outcome(random.nextBoolean() ? Outcome.FAILURE : null)
        .severity(random.nextBoolean() ? Severity.CRITICAL : null)
        .details(object(3, odd))
        .build();
  }

  private Map<String, @Nullable Object> object(int depth, boolean odd) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = random.nextInt(random.nextInt(30) == 0 ? 60 : 7); i > 0; i--) {
      members.put(text() + random.nextInt(40), value(depth, odd));
    }
    return members;
  }

  private @Nullable Object value(int depth, boolean odd) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt();
      case 3 -> random.nextInt() / 1000.0;
      case 4 -> odd ? ODD[random.nextInt(ODD.length)] : random.nextLong() >> 20;
      case 5 -> text();
      case 6 -> list(depth - 1, odd);
      default -> object(depth - 1, odd);
    };
  }

  private List<@Nullable Object> list(int depth, boolean odd) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(value(depth, odd));
    }
    return elements;
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private static Object deep(int levels) {
    Object value = List.of();
    for (int i = 1; i < levels; i++) {
      value = i % 2 == 0 ? List.of(value) : Map.of("a", value);
    }
    return value;
  }
}
