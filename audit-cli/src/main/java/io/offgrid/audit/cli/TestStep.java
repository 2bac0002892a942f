package io.offgrid.audit.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of trying a sink.
 *
 * @param text what was done
 * @param millis how long it took
 */
record TestStep(String text, long millis) {
  private static final Pattern TIMED = Pattern.compile("(?s)(.+) in ([0-9]{1,9}) ms");

  /**
   * A step as a sink tells it: some sinks measure it themselves, and know better when it began.
   *
   * @param sinceLast how long after the step before it was told
   */
  static TestStep of(String text, long sinceLast) {
    Matcher timed = TIMED.matcher(text);
    return timed.matches()
        ? new TestStep(timed.group(1), Long.parseLong(timed.group(2)))
        : new TestStep(text, sinceLast);
  }
}
