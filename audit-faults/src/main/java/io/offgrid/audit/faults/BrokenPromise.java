package io.offgrid.audit.faults;

import java.util.function.Supplier;

/** Something is not as it was promised; the message says what, and how to make it happen again. */
final class BrokenPromise extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenPromise(String message) {
    super(message);
  }

  /** Throws unless this holds. */
  static void unless(boolean holds, String message) {
    if (!holds) {
      throw new BrokenPromise(message);
    }
  }

  /** As {@link #unless(boolean, String)}, where the message is dear. */
  static void unless(boolean holds, Supplier<String> message) {
    if (!holds) {
      throw new BrokenPromise(message.get());
    }
  }
}
