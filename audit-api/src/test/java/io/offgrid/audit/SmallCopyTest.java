package io.offgrid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SmallCopyTest {
  @Test
  void isAMapLikeAnyOther() {
    for (int size = 0; size < 70; size++) {
      Map<String, @Nullable Object> given = members(size);
      Map<String, @Nullable Object> details = details(given);
      assertThat(details).isEqualTo(given).hasSameHashCodeAs(given).hasToString(given.toString());
      assertThat(new ArrayList<>(details.keySet())).isEqualTo(new ArrayList<>(given.keySet()));
      Map<String, @Nullable Object> seen = new LinkedHashMap<>();
      details.forEach(seen::put);
      assertThat(seen).isEqualTo(given);
      assertThat(details).hasSize(size).doesNotContainKey("absent").doesNotContainKey(null);
      assertThat(details.get("absent")).isNull();
    }
  }

  @Test
  void cannotBeChanged() {
    List<Object> inner = new ArrayList<>(List.of(1));
    Map<String, @Nullable Object> given = members(3);
    given.put("list", inner);
    Map<String, @Nullable Object> details = details(given);
    inner.add(2);
    given.put("m0", "changed");
    assertThat(details).containsEntry("list", List.of(1)).containsEntry("m0", 0);
    assertThatThrownBy(details::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> details.entrySet().iterator().remove())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> details.entrySet().iterator().next().setValue(1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) Objects.requireNonNull(details.get("list"))).remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> details(Map.of()).entrySet().iterator().next())
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void leavesTheUnusualToTheOther() {
    assertThat(SmallCopy.of(members(32))).isNotNull();
    assertThat(SmallCopy.of(members(33))).isNull();
    assertThat(SmallCopy.of(Map.of("a", 'c'))).isNull();
    assertThat(SmallCopy.of(Map.of("a", Arrays.asList(null, 'c')))).isNull();
    assertThat(SmallCopy.of(Map.of(1, "a"))).isNull();
    assertThat(SmallCopy.of(nested(8))).isNotNull();
    assertThat(SmallCopy.of(nested(9))).isNull();
  }

  private static Map<String, @Nullable Object> details(Map<String, ?> given) {
    return AuditEvent.builder("t").details(given).build().details();
  }

  private static Map<String, @Nullable Object> members(int size) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      members.put("m" + (i * 71) % size, i % 3 == 2 ? null : i);
    }
    return members;
  }

  private static Map<String, Object> nested(int levels) {
    Map<String, Object> details = Map.of();
    for (int i = 1; i < levels; i++) {
      details = Map.of("a", details);
    }
    return details;
  }
}
