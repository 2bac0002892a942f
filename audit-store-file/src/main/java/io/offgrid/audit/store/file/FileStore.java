package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A log in one directory: {@code events.log}, sealed {@code events.log.N}, the head in {@code
 * chain.hash}, and {@code .lock}. Any number of threads and of processes on one host may append;
 * reading takes no lock. A thread must not ask for the right while it has it.
 */
public final class FileStore implements AuditStore {
  private final LogDirectory directory;
  private final ActiveSegment active;
  private final HeadSlot head;
  private @Nullable WriterLock lock; // this and the next two: guarded by this
  private boolean closed;
  private boolean inSession;

  FileStore(Path path, Disk disk) {
    directory = new LogDirectory(disk, path.toAbsolutePath());
    active = new ActiveSegment(directory);
    head = new HeadSlot(directory);
  }

  /** The log in this directory, there already or not. Touches no file. */
  public static FileStore open(Path directory) {
    return new FileStore(directory, JdkDisk.INSTANCE);
  }

  /** {@inheritDoc} Makes the directory where it is missing, for the lock to live in. */
  @Override
  public StoreSession exclusive() {
    WriterLock taken = DiskTrouble.get("lock", directory.lock(), this::acquire);
    if (begun()) {
      return new FileSession(this, directory, active, head, taken);
    }
    taken.giveBack();
    taken.drop();
    throw closedException();
  }

  private WriterLock acquire() throws IOException {
    while (true) {
      WriterLock candidate = borrow();
      boolean acquired = false;
      try {
        acquired = candidate.acquire();
      } finally {
        if (!acquired) {
          candidate.drop();
          forget(candidate);
        }
      }
      if (acquired) {
        return candidate;
      }
    }
  }

  /** The store itself counts as a user, so that the lock file stays open between sessions. */
  private synchronized WriterLock borrow() throws IOException {
    requireOpen();
    WriterLock held = lock;
    if (held == null) {
      held = borrowNew();
      lock = held;
    }
    return held.share();
  }

  private WriterLock borrowNew() throws IOException {
    try {
      return WriterLock.borrow(directory.disk(), directory.lock());
    } catch (NoSuchFileException e) {
      directory.create();
      return WriterLock.borrow(directory.disk(), directory.lock());
    }
  }

  private synchronized void forget(WriterLock candidate) {
    if (lock == candidate) {
      lock = null;
      candidate.drop();
    }
  }

  private synchronized boolean begun() {
    inSession = !closed;
    return inSession;
  }

  /** Called by a session when it is closed. */
  synchronized void end(WriterLock taken) {
    inSession = false;
    if (closed) {
      letGo();
    }
    taken.giveBack();
    taken.drop();
  }

  @Override
  public StoreSnapshot snapshot() {
    return DiskTrouble.get("read", directory.path(), () -> FileSnapshot.take(directory));
  }

  @Override
  public Optional<byte[]> readHead() {
    return HeadFile.read(directory).bytes();
  }

  @Override
  public boolean keepSummary(Segment sealed, byte[] summary) {
    new SummaryFile(directory, sealed).keep(summary);
    return true;
  }

  @Override
  public SinkState sink(String name) {
    return new SinkFiles(directory, name);
  }

  @Override
  public String location() {
    return directory.path().toString();
  }

  @Override
  public Optional<String> check() {
    return Health.complaint(directory);
  }

  /** {@inheritDoc} That of the file system, less what it keeps for root. */
  @Override
  public OptionalLong usableBytes() {
    return Health.usableBytes(directory);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      WriterLock held = lock;
      lock = null;
      if (held != null) {
        held.drop();
      }
      if (!inSession) {
        letGo();
      }
    }
  }

  private void letGo() {
    try (HeadSlot closing = head) {
      active.close();
    } catch (IOException e) {
      // What had to be durable was forced; the descriptor is free in any case.
    }
  }

  synchronized void requireOpen() {
    if (closed) {
      throw closedException();
    }
  }

  private StoreException closedException() {
    return new StoreException("The store of " + directory.path() + " is closed.", null);
  }
}
