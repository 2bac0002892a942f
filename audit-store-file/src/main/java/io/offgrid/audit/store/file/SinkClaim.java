package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.SinkState;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The right to deliver to one sink: a lock on its {@code .lock} file, which the kernel frees when
 * the process dies. Such locks are the process's, so a set of those held stands in front.
 */
final class SinkClaim implements SinkState.Claim {
  /** Identities of the lock files that this process has locked; guarded by itself. */
  private static final Set<String> HELD = new HashSet<>();

  private final String identity;
  private final DiskFile file;
  private boolean closed; // guarded by HELD

  private SinkClaim(String identity, DiskFile file) {
    this.identity = identity;
    this.file = file;
  }

  /** Takes it, if nobody has it. The file is made where it is missing or is no file. */
  static Optional<SinkClaim> take(Disk disk, java.nio.file.Path lock) throws IOException {
    synchronized (HELD) {
      WriterLock.clear(disk, lock);
      WriterLock.touch(disk, lock);
      Optional<FileInfo> info = disk.info(lock);
      if (info.isEmpty() || HELD.contains(info.get().identity())) {
        return Optional.empty();
      }
      DiskFile file = disk.open(lock, Disk.Mode.READ_WRITE);
      Closeable taken = null;
      try {
        taken = file.tryLock(0);
      } finally {
        if (taken == null) {
          file.close();
        }
      }
      if (taken == null) {
        return Optional.empty();
      }
      if (disk.info(lock).filter(now -> now.identity().equals(info.get().identity())).isEmpty()) {
        file.close(); // somebody deleted or replaced it meanwhile
        return Optional.empty();
      }
      HELD.add(info.get().identity());
      return Optional.of(new SinkClaim(info.get().identity(), file));
    }
  }

  @Override
  public void close() {
    synchronized (HELD) {
      if (closed) {
        return;
      }
      closed = true;
      HELD.remove(identity);
      try {
        file.close(); // frees the lock
      } catch (IOException e) {
        // close(2) frees descriptor and locks also when it fails.
      }
    }
  }
}
