package io.offgrid.audit.faults;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;

/** The key of every log here. */
final class FuzzKeys {
  static final String TEXT = "a key for logs that are made up";
  static final SigningKey KEY = SigningKey.parse(TEXT);
  static final KeyRing RING = KeyRing.of(KEY);

  private FuzzKeys() {}
}
