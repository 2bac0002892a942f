package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.KeyRing;

/**
 * Where the keys come from. Asked again whenever a log is not as its writer left it. One that can
 * be changed by a rotation is {@link RotatableKeys}.
 */
@FunctionalInterface
public interface KeySource {
  /**
   * Reads the keys now. Called on the opening thread and on the log's writer thread.
   *
   * @throws io.offgrid.audit.AuditException if they cannot be read; the message says why and never
   *     holds a key
   */
  KeyRing load();

  /** Where that is, for people: a file, a setting. Never holds a key. */
  default String location() {
    return "the program";
  }

  /**
   * How a person gives it the next key of a rotation, in sentences that may have several lines; for
   * sources that are not {@link RotatableKeys}.
   */
  default String howToAddNext() {
    return "add a new key behind the others, marked as the next one";
  }
}
