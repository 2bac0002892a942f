package io.offgrid.audit.benchmarks;

import java.util.Locale;

/** What the ratio of a row should be. */
record Aim(Kind kind, double bound) {
  private enum Kind {
    AT_LEAST,
    AT_MOST,
    STATED
  }

  /** Of speeds. */
  static Aim atLeast(double bound) {
    return new Aim(Kind.AT_LEAST, bound);
  }

  /** Of times and sizes. */
  static Aim atMost(double bound) {
    return new Aim(Kind.AT_MOST, bound);
  }

  /** There is none: the ratio is told, whatever it is. */
  static Aim stated() {
    return new Aim(Kind.STATED, 0);
  }

  String text() {
    String number = String.format(Locale.ROOT, bound >= 10 ? "%.1f" : "%.2f", bound);
    return switch (kind) {
      case AT_LEAST -> "≥ " + number;
      case AT_MOST -> "≤ " + number;
      case STATED -> "";
    };
  }

  String verdict(double ratio) {
    return switch (kind) {
      case AT_LEAST -> ratio >= bound ? "met" : "**missed**";
      case AT_MOST -> ratio <= bound ? "met" : "**missed**";
      case STATED -> "";
    };
  }
}
