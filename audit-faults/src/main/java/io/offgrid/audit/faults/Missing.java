package io.offgrid.audit.faults;

import java.io.IOException;

/** A fault cannot be tried here; the message says what it needs. No promise was broken by that. */
final class Missing extends IOException {
  private static final long serialVersionUID = 1L;

  Missing(String message) {
    super(message);
  }

  /** Throws unless this is there. */
  static void unless(boolean there, String message) throws Missing {
    if (!there) {
      throw new Missing(message);
    }
  }
}
