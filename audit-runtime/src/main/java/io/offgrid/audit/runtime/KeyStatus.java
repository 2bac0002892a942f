package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a log by their fingerprints, and whether they fit the log. Never holds a key.
 *
 * @param source where the keys come from: a file, a setting
 * @param keys oldest first
 * @param dueKeyId the key due to sign the next record, as the head says; empty without a head
 * @param standing of that key
 */
public record KeyStatus(
    String source, List<Key> keys, Optional<String> dueKeyId, Standing standing) {

  /** One key of the ring. */
  public record Key(String id, State state, boolean weak) {}

  /** What a key is for. */
  public enum State {
    /** Only checks what it signed. */
    RETIRED,
    /** Signs, unless the log announces the next one. */
    CURRENT,
    /** The key that a rotation under way goes to. */
    NEXT
  }

  /** How the key that is due stands in the ring. */
  public enum Standing {
    /** It is the current one. */
    AGREES,
    /** It is the current one, and a next one is prepared. */
    PREPARED,
    /** It is the one still marked next: the rotation is not finished. */
    UNFINISHED,
    /** It is retired: nothing may be appended. */
    RETIRED,
    /** It is not in the ring: nothing may be appended. */
    UNKNOWN,
    /** The head is not one, or not authentic. */
    NOT_AUTHENTIC,
    /** There is no head. */
    NO_LOG
  }

  public KeyStatus {
    keys = List.copyOf(keys);
  }

  /**
   * Looks at the keys and the head as they are now.
   *
   * @throws io.offgrid.audit.AuditException if one of them cannot be read
   */
  public static KeyStatus of(KeySource source, AuditStore store) {
    try (Snapshots.Keyed keyed = Snapshots.take(store, source)) {
      KeyRing ring = keyed.ring();
      StoreSnapshot snapshot = keyed.snapshot();
      Optional<Head> head = snapshot.head().flatMap(HeadCodec::decode);
      Standing standing =
          head.map(found -> standing(found, ring))
              .orElse(snapshot.head().isEmpty() ? Standing.NO_LOG : Standing.NOT_AUTHENTIC);
      List<Key> keys = ring.keys().stream().map(key -> key(key, ring)).toList();
      return new KeyStatus(source.location(), keys, head.map(Head::keyId), standing);
    }
  }

  private static Key key(SigningKey key, KeyRing ring) {
    State state =
        ring.isNext(key.id())
            ? State.NEXT
            : ring.isRetired(key.id()) ? State.RETIRED : State.CURRENT;
    return new Key(key.id(), state, key.isWeak());
  }

  private static Standing standing(Head head, KeyRing ring) {
    Optional<SigningKey> key = ring.find(head.keyId());
    if (key.isEmpty()) {
      return Standing.UNKNOWN;
    }
    if (!HeadCodec.authentic(head, key.get())) {
      return Standing.NOT_AUTHENTIC;
    }
    if (ring.isRetired(head.keyId())) {
      return Standing.RETIRED;
    }
    if (ring.isNext(head.keyId())) {
      return Standing.UNFINISHED;
    }
    return ring.next().isPresent() ? Standing.PREPARED : Standing.AGREES;
  }
}
