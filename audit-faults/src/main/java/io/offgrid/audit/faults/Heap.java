package io.offgrid.audit.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code -Xlog:gc} tells of a heap. */
final class Heap {
  private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");

  private Heap() {}

  /** The most that any collection left, in MiB. */
  static long mostLeftMib(String log) {
    long most = 0;
    Matcher collection = COLLECTION.matcher(log);
    while (collection.find()) {
      most = Math.max(most, Long.parseLong(collection.group(2)));
    }
    BrokenPromise.unless(most > 0, "no collection was told of");
    return most;
  }
}
