package io.offgrid.audit.chain;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts by name, as long as there are not too many names to keep. For one thread. */
final class NameCounts {
  private static final int MAX_NAMES = 10_000;

  /** In UTF-16 code units; at most six bytes of JSON each. */
  private static final long MAX_TEXT = 512 << 10;

  private final Map<String, Long> counts = new HashMap<>();
  private long text;
  private boolean tooMany;

  /** Counts one more of this name; of none where it is null. */
  void add(@Nullable String name) {
    if (name == null || tooMany) {
      return;
    }
    if (counts.merge(name, 1L, Long::sum) == 1) {
      text += name.length();
      tooMany = counts.size() > MAX_NAMES || text > MAX_TEXT;
    }
  }

  boolean isTooMany() {
    return tooMany;
  }

  Map<String, Long> counts() {
    return counts;
  }
}
