package io.offgrid.audit.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A disk that takes few bytes at a time, refuses the call it is told to, once or again and again,
 * and knows what is open. A write that fails has written half of what it was given.
 */
final class FaultyDisk implements Disk {
  private static final Set<String> GROWING = Set.of("write", "create", "mkdir", "rename");

  private final Disk disk = JdkDisk.INSTANCE;
  private final Set<DiskFile> open = ConcurrentHashMap.newKeySet();
  private Predicate<String> fails = call -> false;
  private String error = "";
  private Runnable beforeList = () -> {};
  private int bytesPerWrite = Integer.MAX_VALUE;
  private int calls;
  private @Nullable String failed;

  /** Refuses the call of this number from now, counted from 1, once, as a disk would. */
  void failCall(int number) {
    calls = 0;
    failed = null;
    error = "";
    fails = call -> calls == number;
  }

  /** Refuses all calls whose name and path match, as in {@code force /log/events.log}. */
  void failAll(Predicate<String> matching, String withError) {
    failed = null;
    error = withError;
    fails = matching;
  }

  void heal() {
    fails = call -> false;
  }

  void beforeList(Runnable action) {
    beforeList = action;
  }

  void writeAtMost(int bytes) {
    bytesPerWrite = bytes;
  }

  /** The call that was refused last, if one was. */
  Optional<String> failed() {
    return Optional.ofNullable(failed);
  }

  int openFiles() {
    return open.size();
  }

  private boolean refuses(String call) {
    calls++;
    if (fails.test(call)) {
      failed = call;
      return true;
    }
    return false;
  }

  private void check(String name, Path path) throws IOException {
    if (refuses(name + " " + path)) {
      throw error(name);
    }
  }

  private IOException error(String call) {
    if (error.equals("Permission denied")) {
      return new AccessDeniedException(call); // the JDK has a type of its own for it
    }
    String usual = GROWING.contains(call) ? "No space left on device" : "Input/output error";
    return new IOException(error.isEmpty() ? usual : error);
  }

  @Override
  public Optional<FileInfo> info(Path path) throws IOException {
    check("info", path);
    return disk.info(path);
  }

  @Override
  public DiskFile open(Path path, Mode mode) throws IOException {
    check(mode == Mode.CREATE ? "create" : "open", path);
    DiskFile file = new FaultyFile(path, disk.open(path, mode));
    open.add(file);
    return file;
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    check("list", directory);
    beforeList.run();
    return disk.list(directory);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    check("mkdir", directory);
    disk.createDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    check("rename", from);
    disk.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    check("delete", path);
    disk.delete(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    check("force", directory);
    disk.forceDirectory(directory);
  }

  @Override
  public boolean writable(Path path) {
    return disk.writable(path);
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    return refuses("usable " + path) ? 0 : disk.usableBytes(path);
  }

  private final class FaultyFile implements DiskFile {
    private final Path path;
    private final DiskFile file;

    FaultyFile(Path path, DiskFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
      check("read", path);
      return file.read(position, into);
    }

    @Override
    public int write(long position, ByteBuffer bytes) throws IOException {
      if (refuses("write " + path)) {
        writeSome(position, bytes, bytes.remaining() / 2);
        throw error("write");
      }
      return writeSome(position, bytes, bytesPerWrite);
    }

    private int writeSome(long position, ByteBuffer bytes, int atMost) throws IOException {
      ByteBuffer some = bytes.slice();
      some.limit(Math.min(atMost, some.limit()));
      int written = file.write(position, some);
      bytes.position(bytes.position() + written);
      return written;
    }

    @Override
    public void force(boolean metadata) throws IOException {
      check("force", path);
      file.force(metadata);
    }

    @Override
    public void truncate(long size) throws IOException {
      check("truncate", path);
      file.truncate(size);
    }

    @Override
    public long size() throws IOException {
      check("size", path);
      return file.size();
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public Closeable lock(long position) throws IOException {
      check("lock", path);
      return unlocking(file.lock(position));
    }

    @Override
    public @Nullable Closeable tryLock(long position) throws IOException {
      check("tryLock", path);
      Closeable lock = file.tryLock(position);
      return lock == null ? null : unlocking(lock);
    }

    private Closeable unlocking(Closeable lock) {
      return () -> {
        check("unlock", path);
        lock.close();
      };
    }

    @Override
    public void close() throws IOException {
      open.remove(this);
      file.close();
      check("close", path);
    }
  }
}
