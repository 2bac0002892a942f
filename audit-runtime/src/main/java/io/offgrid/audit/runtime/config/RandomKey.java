package io.offgrid.audit.runtime.config;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes keys in the notation of key files. */
final class RandomKey {
  private static final int BYTES = 32;

  private RandomKey() {}

  /** {@code hex:} and 64 random digits. */
  static String notation() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return "hex:" + HexFormat.of().formatHex(random);
  }
}
