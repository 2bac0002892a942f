package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.Optional;

/**
 * Takes snapshots whose head was not caught in the middle of being overwritten, with the keys of
 * their time.
 */
final class Snapshots {
  private static final int TRIES = 10;

  private Snapshots() {}

  /**
   * A snapshot, and the ring as it was read before.
   *
   * @param ring may still miss keys of lines beyond the head
   */
  record Keyed(KeyRing ring, StoreSnapshot snapshot) implements AutoCloseable {
    @Override
    public void close() {
      snapshot.close();
    }

    private boolean knowsTheHead() {
      Optional<Head> head = snapshot.head().flatMap(HeadCodec::decode);
      return head.isEmpty() || ring.find(head.get().keyId()).isPresent();
    }
  }

  /**
   * A snapshot; its head is authentic if looking again can make it so. Keys are read first, so that
   * no head is newer than they are, and again as long as rotations come between.
   */
  static Keyed take(AuditStore store, KeySource keys) {
    Keyed taken = take(store, keys.load());
    for (int i = 1; i < TRIES && !taken.knowsTheHead(); i++) {
      taken.close();
      KeyRing fresh = keys.load();
      boolean came = !fresh.ids().equals(taken.ring().ids());
      taken = take(store, fresh);
      if (!came) {
        break;
      }
    }
    return taken;
  }

  private static Keyed take(AuditStore store, KeyRing ring) {
    for (int i = 1; ; i++) {
      StoreSnapshot snapshot = store.snapshot();
      if (i == TRIES || snapshot.head().isEmpty() || isWhole(snapshot.head(), ring)) {
        return new Keyed(ring, snapshot);
      }
      snapshot.close();
    }
  }

  private static boolean isWhole(Optional<byte[]> head, KeyRing ring) {
    return head.flatMap(HeadCodec::decode)
        .filter(
            decoded ->
                ring.find(decoded.keyId())
                    .map(key -> HeadCodec.authentic(decoded, key))
                    .orElse(true))
        .isPresent();
  }
}
