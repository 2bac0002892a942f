package io.offgrid.audit.runtime.config;

import io.offgrid.audit.ConfigurationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects what is wrong, so that all of it can be said at once. For one thread. */
final class Problems {
  private static final Pattern LINE = Pattern.compile("^line ([0-9]{1,9})");
  private static final int NO_LINE = Integer.MAX_VALUE;

  private final String source;
  private final List<Problem> found = new ArrayList<>();

  private record Problem(int line, String text) {}

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
    Matcher line = LINE.matcher(place);
    found.add(
        new Problem(
            line.find() ? Integer.parseInt(line.group(1)) : NO_LINE, place + ": " + problem));
  }

  /** Adds one that has no place in the file. */
  void add(String problem) {
    found.add(new Problem(NO_LINE, problem));
  }

  /** Throws them in the order of the file, those without a line last, if there are any. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Problem::line));
      throw new ConfigurationException(source, found.stream().map(Problem::text).toList());
    }
  }
}
