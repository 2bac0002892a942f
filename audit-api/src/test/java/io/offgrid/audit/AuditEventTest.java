package io.offgrid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditEventTest {
  @Test
  void copiesDetailsDeeplyInTheOrderGiven() {
    List<Object> list = new ArrayList<>(List.of("x", Map.of("k", 1.5)));
    AuditEvent event =
        AuditEvent.builder("t").detail("b", list).detail("a", null).detail("c", Set.of(7)).build();
    list.clear();
    assertThat(event.details().keySet()).containsExactly("b", "a", "c");
    assertThat(event.details())
        .containsEntry("b", List.of("x", Map.of("k", 1.5)))
        .containsEntry("a", null)
        .containsEntry("c", List.of(7));
    assertThatThrownBy(() -> event.details().put("d", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) event.details().values().iterator().next()).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void namesThePlaceOfWhatIsNotAJsonValue() {
    assertThatThrownBy(
            () -> AuditEvent.builder("t").detail("a", List.of(1, Map.of("b", 'c'))).build())
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "details/a/1/b: java.lang.Character is not a JSON value;"
                + " give null, a String, Boolean, Number, Collection or Map");
    Map<Object, Object> numbered = new HashMap<>();
    numbered.put(5, "x");
    assertThatThrownBy(() -> AuditEvent.builder("t").detail("a", numbered).build())
        .hasMessage("details/a: member names must be strings, not java.lang.Integer");
    assertThatThrownBy(
            () -> AuditEvent.builder("t").detail("a", Collections.singletonMap(null, 1)).build())
        .hasMessage("details/a: member names must be strings, not null");
  }

  @Test
  void takesAThousandLevelsOnASmallStack() throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              AuditEvent.builder("t").details(nested(1000)).build();
              assertThatThrownBy(() -> AuditEvent.builder("t").details(nested(1001)).build())
                  .isInstanceOf(InvalidEventException.class)
                  .hasMessage("details" + "/a".repeat(36) + "/…: nests over 1,000 deep");
            },
            "small stack",
            256 << 10);
    thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
    thread.start();
    thread.join();
    assertThat(failures).isEmpty();
  }

  @Test
  void takesManyValuesUnderALongName() {
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add(Map.of());
    }
    AuditEvent event = AuditEvent.builder("t").detail("x".repeat(1 << 20), many).build();
    assertThat(event.details()).containsValue(many);
  }

  private static Map<String, Object> nested(int levels) {
    Map<String, Object> details = Map.of();
    for (int i = 1; i < levels; i++) {
      details = Map.of("a", details);
    }
    return details;
  }
}
