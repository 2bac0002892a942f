package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.KeyRing;

/**
 * Keys that the log itself can change when they are rotated (section 4 of the format). Both changes
 * are made under the log's right to append, so one source serves one log. Both are durable when
 * they return, and a crash leaves the keys as they were before or as they are after.
 */
public interface RotatableKeys extends KeySource {
  /**
   * The first step of a rotation: makes a new random key, marked as the next one. Called when there
   * is no next key.
   *
   * @return the ring with it
   * @throws io.offgrid.audit.AuditException if it cannot be kept; the message says what to do
   */
  KeyRing addNext();

  /**
   * The last step: takes the mark off the next key, which retires the one before it. Does nothing
   * where no key is marked.
   *
   * @throws io.offgrid.audit.AuditException if it cannot be kept; the message says what to do
   */
  void promoteNext();
}
