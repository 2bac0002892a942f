package io.offgrid.audit.runtime.config;

import io.offgrid.audit.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all of it can be said at once. For one thread. */
final class Problems {
  private final String source;
  private final List<String> found = new ArrayList<>();

  /**
   * Begins without problems.
   *
   * @param source what they would be problems of, a file
   */
  Problems(String source) {
    this.source = source;
  }

  /** What they are problems of. */
  String source() {
    return source;
  }

  /** Adds one that stands at a place such as {@code line 7}. */
  void add(String place, String problem) {
    found.add(place + ": " + problem);
  }

  /** Adds one that has no place in the file. */
  void add(String problem) {
    found.add(problem);
  }

  /** Throws them, if there are any. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(source, found);
    }
  }
}
