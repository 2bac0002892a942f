package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.StoreSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes a rotation that ended between its second and its third step: the log goes on under the
 * next key, but the ring still marks it as that. For one thread.
 */
final class KeyRetirement {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRetirement.class);

  private final KeySource keys;
  private boolean refused;

  KeyRetirement(KeySource keys) {
    this.keys = keys;
  }

  /**
   * Takes the mark off the next key if it is the one that is due. Where that fails the log goes on
   * all the same: a mark that stays does no harm but that the old key is not retired.
   */
  void finish(StoreSession session, KeyRing ring, SigningKey due) {
    if (!ring.isNext(due.id()) || refused || !(keys instanceof RotatableKeys rotatable)) {
      return;
    }
    // A head by the old key would be one by a retired key: the new one must be durable first.
    session.forceHead();
    try {
      rotatable.promoteNext();
      LOG.info("the rotation to key {} is finished", due.id());
    } catch (AuditException e) {
      refused = true;
      LOG.warn(
          "the log goes on under key {}, but the key before it is not retired yet: {}",
          due.id(),
          e.getMessage());
    }
  }
}
