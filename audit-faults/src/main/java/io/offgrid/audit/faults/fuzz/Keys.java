package io.offgrid.audit.faults.fuzz;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;

/** The key of every log here. */
final class Keys {
  static final SigningKey KEY = SigningKey.parse("a key for logs that are made up");
  static final KeyRing RING = KeyRing.of(KEY);

  private Keys() {}
}
