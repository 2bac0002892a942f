package io.offgrid.audit.faults.fuzz;

/** An input was dealt with otherwise than promised. */
final class Found extends AssertionError {
  private static final long serialVersionUID = 1L;

  Found(String message) {
    super(message);
  }

  static void unless(boolean holds, String message) {
    if (!holds) {
      throw new Found(message);
    }
  }
}
