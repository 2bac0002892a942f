package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.KeyRing;

/** Where the keys come from. Asked again whenever a log is due to be signed by an unknown key. */
@FunctionalInterface
public interface KeySource {
  /**
   * Reads the keys now. Called on the opening thread and on the log's writer thread.
   *
   * @throws io.offgrid.audit.AuditException if they cannot be read; the message says why and never
   *     holds a key
   */
  KeyRing load();
}
