package io.offgrid.audit.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The right to append to one log, against other threads and other processes.
 *
 * <p>Locks of fcntl(2) belong to the process, and closing any descriptor of a file drops all of its
 * locks. So there is one of these per JVM and lock file, counted by its users, with a fair mutex in
 * front of an OS lock. That lock is two bytes: whoever wants the right waits at the <i>door</i>,
 * and keeps it until the right is his. A process that gives the right back and wants it again at
 * once finds the door held by one that waits, and queues behind it; with one byte it would win
 * nearly always, since it is awake.
 */
final class WriterLock {
  private static final long DOOR = 0;
  private static final long RIGHT = 1;
  private static final long DEADLOCK_PAUSE_MILLIS = 1;

  /** By identity of the lock file; guarded by the class. */
  private static final Map<String, WriterLock> OPEN = new HashMap<>();

  private final Disk disk;
  private final Path path;
  private final String identity;
  private final DiskFile file;
  private final Semaphore mutex = new Semaphore(1, true);
  private int users = 1; // guarded by the class
  private volatile boolean dead;
  private @Nullable Closeable right; // guarded by the mutex

  private WriterLock(Disk disk, Path path, String identity, DiskFile file) {
    this.disk = disk;
    this.path = path;
    this.identity = identity;
    this.file = file;
  }

  /**
   * The lock of this file, which is made where it is missing or is no file; to be given back by
   * {@link #drop}.
   */
  static synchronized WriterLock borrow(Disk disk, Path path) throws IOException {
    while (true) {
      Optional<FileInfo> info = disk.info(path);
      if (info.isEmpty()) {
        touch(disk, path);
        continue;
      }
      if (!info.get().regular()) {
        moveAside(disk, path);
        continue;
      }
      String identity = info.get().identity();
      WriterLock known = OPEN.get(identity);
      if (known != null) {
        known.users++;
        return known;
      }
      DiskFile file = disk.open(path, Disk.Mode.READ_WRITE);
      WriterLock lock = new WriterLock(disk, path, identity, file);
      OPEN.put(identity, lock);
      return lock;
    }
  }

  /** What stands at the path and is no file is moved aside. */
  static void clear(Disk disk, Path path) throws IOException {
    if (disk.info(path).filter(info -> !info.regular()).isPresent()) {
      moveAside(disk, path);
    }
  }

  /** What is no file must not stop the log, and is kept to be seen. */
  private static void moveAside(Disk disk, Path path) throws IOException {
    try {
      disk.rename(path, LogDirectory.free(disk, path));
    } catch (NoSuchFileException e) {
      // Another process was faster.
    }
  }

  /** Makes an empty file where there is none; whether it did. */
  static boolean touch(Disk disk, Path path) throws IOException {
    try {
      disk.open(path, Disk.Mode.CREATE).close();
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** One more user. */
  WriterLock share() {
    synchronized (WriterLock.class) {
      users++;
      return this;
    }
  }

  /** One user less; the last one closes the file. */
  void drop() {
    synchronized (WriterLock.class) {
      if (--users == 0) {
        die();
      }
    }
  }

  /**
   * Waits for the right.
   *
   * @return false when this lock is void, because its file was deleted or replaced, or closed by an
   *     interrupt: drop it and borrow again
   */
  boolean acquire() throws IOException {
    try {
      mutex.acquire();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    boolean acquired = false;
    try {
      acquired = !dead && takeRight();
      return acquired;
    } finally {
      if (!acquired) {
        die();
        mutex.release();
      }
    }
  }

  private boolean takeRight() throws IOException {
    Closeable door = lock(DOOR);
    right = lock(RIGHT);
    door.close();
    return current();
  }

  private boolean current() throws IOException {
    return disk.info(path).filter(now -> now.identity().equals(identity)).isPresent();
  }

  /**
   * The kernel's search for deadlocks takes processes for threads: two processes that write two
   * logs each, one thread per log, look like one (EDEADLK) and are none. So a refusal counts only
   * where the lock cannot be tried either.
   */
  private Closeable lock(long position) throws IOException {
    while (true) {
      try {
        return file.lock(position);
      } catch (IOException e) {
        Closeable taken = file.isOpen() ? file.tryLock(position) : null;
        if (taken != null) {
          return taken;
        } else if (!file.isOpen()) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(DEADLOCK_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the thread was interrupted while it waited. Do it again.");
  }

  /** Gives the right back. */
  void giveBack() {
    try {
      Closeable held = right;
      right = null;
      if (held != null) {
        held.close();
      }
    } catch (IOException e) {
      die(); // Closing the file frees it in any case.
    } finally {
      mutex.release();
    }
  }

  /** Called by whoever has the mutex, or as the last user, so nobody's lock is dropped. */
  private void die() {
    synchronized (WriterLock.class) {
      dead = true;
      OPEN.remove(identity, this);
      try {
        file.close();
      } catch (IOException e) {
        // It is gone all the same: close(2) frees descriptor and locks also when it fails.
      }
    }
  }
}
