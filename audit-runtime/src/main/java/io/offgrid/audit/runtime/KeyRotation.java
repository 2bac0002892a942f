package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.ConfigurationException;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.StoreSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes over to the next key, in the three steps of section 4 of the format, each durable before the
 * next begins. All three are taken under the right to append, so two rotations never lose a key.
 *
 * @param to the key to go to; null for the one that is marked next, or else a new one
 */
record KeyRotation(KeySource keys, @Nullable String to, KeyRotationListener listener) {
  /** Rotates under the right to append. */
  void run(LogWriter writer) {
    Optional<String> prepared = keys.load().next().map(SigningKey::id);
    writer.perform((session, appender) -> run(session, appender, prepared.orElse(null)));
  }

  /**
   * Rotates at the end of the log.
   *
   * @param prepared the key that was marked next before the end of the log was looked for, which
   *     may have finished a rotation to it
   */
  void run(StoreSession session, Appender appender, @Nullable String prepared) {
    KeyRing ring = keys.load();
    SigningKey old = appender.tail().key();
    boolean isWanted = to == null || to.equals(old.id());
    if (isWanted && ring.isNext(old.id())) {
      retire(ring, old);
    } else if (isWanted && old.id().equals(prepared)) {
      previous(ring).map(SigningKey::id).ifPresent(listener::retired);
    } else if (old.id().equals(to)) {
      listener.alreadyDue(old.id());
    } else {
      rotate(session, appender, ring);
    }
  }

  private void rotate(StoreSession session, Appender appender, KeyRing found) {
    KeyRing ring = prepare(found);
    SigningKey next = ring.next().orElseThrow();
    listener.prepared(next.id(), found.next().isEmpty());
    appender.add(
        session,
        null,
        EventEncoder.own(EventTypes.KEY_ROTATE, null, Map.of("new_key_id", next.id())));
    appender.commit(session, next);
    appender.force(session);
    session.forceHead();
    listener.announced(next.id(), appender.tail().seq());
    retire(ring, next);
  }

  /** The ring with a next key. */
  private KeyRing prepare(KeyRing ring) {
    Optional<String> next = ring.next().map(SigningKey::id);
    if (to != null && !next.equals(Optional.of(to))) {
      throw refused(
          "nothing was rotated: no key "
              + to
              + " is marked next"
              + next.map(id -> ", but key " + id + " is").orElse(""));
    }
    if (next.isPresent()) {
      return ring;
    }
    if (keys instanceof RotatableKeys rotatable) {
      return rotatable.addNext();
    }
    throw refused(keys.howToAddNext());
  }

  private void retire(KeyRing ring, SigningKey next) {
    if (!(keys instanceof RotatableKeys rotatable)) {
      listener.markStays(next.id(), "");
      return;
    }
    try {
      rotatable.promoteNext();
    } catch (AuditException e) {
      listener.markStays(next.id(), String.valueOf(e.getMessage()));
      return;
    }
    previous(ring).map(SigningKey::id).ifPresent(listener::retired);
  }

  /** The key before the last one, which a rotation retires. */
  private static Optional<SigningKey> previous(KeyRing ring) {
    List<SigningKey> all = ring.keys();
    return all.size() < 2 ? Optional.empty() : Optional.of(all.get(all.size() - 2));
  }

  private ConfigurationException refused(String why) {
    return new ConfigurationException(keys.location(), List.of(why));
  }
}
