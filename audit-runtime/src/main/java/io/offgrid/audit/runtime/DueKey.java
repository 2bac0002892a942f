package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;

/**
 * The key that is due to sign the next record of a log, or the reason why nothing may be appended.
 *
 * @param location of the log, for people
 */
record DueKey(KeyRing ring, String location) {
  /**
   * The key of this fingerprint, if it may sign.
   *
   * @throws AuditException if it is unknown or retired; the message says what to do
   */
  SigningKey of(String id) {
    SigningKey key = ring.find(id).orElseThrow(() -> missing("key " + id));
    if (ring.isRetired(id)) {
      throw new AuditException(
          "the log at "
              + location
              + " ends under key "
              + id
              + ", which the key ring has as retired: nothing is appended. If you just added the key"
              + " behind it, mark that as \"next \" and run 'offgrid audit key rotate'. Otherwise this"
              + " log is an old copy, or somebody cut it back to before the key rotation: verify it,"
              + " and restore the newest copy or set the log aside");
    }
    return key;
  }

  AuditException missing(String key) {
    return new AuditException(
        "nothing can be appended to the log at "
            + location
            + ": "
            + key
            + " is not in the key ring. Restore that key in hmac_key_file, hmac_key, keys or"
            + " audit.key; or, if it is lost, begin a new log that goes on from this one: offgrid"
            + " audit set-aside --reason TEXT");
  }
}
