package io.offgrid.audit.runtime;

/**
 * Is told each step of a key rotation as soon as it is durable, on the thread that rotates. Keys
 * are named by their fingerprints.
 */
public interface KeyRotationListener {
  /**
   * The next key is in the key source, marked as that.
   *
   * @param made by this rotation; otherwise it stood there already
   */
  void prepared(String nextKeyId, boolean made);

  /** The record that announces the key is in the log, and the head is signed with it. */
  void announced(String nextKeyId, long seq);

  /** The mark is gone: the old key only checks what it signed. */
  void retired(String oldKeyId);

  /**
   * The log goes on under the next key, but its mark is still there and the old key not retired.
   *
   * @param reason empty where a person removes the mark as a rule
   */
  void markStays(String nextKeyId, String reason);

  /** The log goes on under this key already; nothing was changed. */
  void alreadyDue(String keyId);
}
