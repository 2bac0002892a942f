package io.offgrid.audit.runtime.config;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.KeySource;

/** Keys that stand in the configuration itself: they change when that is read again. */
record InlineKeys(KeyRing ring) implements KeySource {
  @Override
  public KeyRing load() {
    return ring;
  }
}
