package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.Optional;

/** Takes snapshots whose head was not caught in the middle of being overwritten. */
final class Snapshots {
  private static final int TRIES = 10;

  private Snapshots() {}

  /** A snapshot; its head is authentic under this ring if looking again can make it so. */
  static StoreSnapshot take(AuditStore store, KeyRing ring) {
    for (int i = 1; ; i++) {
      StoreSnapshot snapshot = store.snapshot();
      if (i == TRIES || snapshot.head().isEmpty() || isWhole(snapshot.head(), ring)) {
        return snapshot;
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
