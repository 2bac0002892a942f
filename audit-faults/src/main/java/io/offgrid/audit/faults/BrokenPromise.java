package io.offgrid.audit.faults;

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
}
