package io.offgrid.audit.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code -Xlog:gc} tells of a heap. */
final class Heap {
  private static final Pattern COLLECTION =
      Pattern.compile("Pause (Young|Full) .* \\d+M->(\\d+)M\\(");

  private Heap() {}

  /**
   * The most that a full collection left, in MiB: what is in use. Where there was none, what the
   * last collection left: young ones leave what died old.
   */
  static long mostInUseMib(String log) {
    long full = 0;
    long last = 0;
    Matcher collection = COLLECTION.matcher(log);
    while (collection.find()) {
      last = Long.parseLong(collection.group(2));
      full = collection.group(1).equals("Full") ? Math.max(full, last) : full;
    }
    BrokenPromise.unless(last > 0, "no collection was told of");
    return full > 0 ? full : last;
  }
}
