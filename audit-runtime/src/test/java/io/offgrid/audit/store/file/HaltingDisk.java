package io.offgrid.audit.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A disk that stops before the call of a number: that call and all later ones do nothing and throw,
 * as if the process had been killed there. Closing files and giving locks back still works.
 */
public final class HaltingDisk implements Disk {
  /** What is shorter is written by one write, whole or not at all. */
  private static final int SECTOR = 512;

  private final Disk disk = JdkDisk.INSTANCE;
  private int callsLeft = Integer.MAX_VALUE;
  private boolean halted;
  private String haltedAt = "";

  /**
   * What a call throws from the halt on. No exception handler of the product catches it for good.
   */
  @SuppressWarnings("serial")
  public static final class Halted extends Error {
    Halted(String call) {
      super("halted at " + call);
    }
  }

  /** A store on this disk. */
  public FileStore open(Path directory) {
    return new FileStore(directory, this);
  }

  /** Lets so many calls that change something happen; the next one halts. */
  public void haltAfter(int calls) {
    callsLeft = calls;
  }

  /** Whether it has halted, and at which call. */
  public Optional<String> haltedAt() {
    return halted ? Optional.of(haltedAt) : Optional.empty();
  }

  private void look() {
    if (halted) {
      throw new Halted(haltedAt);
    }
  }

  private void change(String call, Path path) {
    look();
    if (callsLeft-- <= 0) {
      halted = true;
      haltedAt = call + " " + path.getFileName();
      throw new Halted(haltedAt);
    }
  }

  @Override
  public Optional<FileInfo> info(Path path) throws IOException {
    look();
    return disk.info(path);
  }

  @Override
  public DiskFile open(Path path, Mode mode) throws IOException {
    if (mode == Mode.CREATE) {
      change("create", path);
    } else {
      look();
    }
    return new HaltingFile(path, disk.open(path, mode));
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    look();
    return disk.list(directory);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    change("mkdir", directory);
    disk.createDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    change("rename", from);
    disk.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    change("delete", path);
    disk.delete(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    change("force", directory);
    disk.forceDirectory(directory);
  }

  @Override
  public boolean writable(Path path) {
    return disk.writable(path);
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    return disk.usableBytes(path);
  }

  private final class HaltingFile implements DiskFile {
    private final Path path;
    private final DiskFile file;

    HaltingFile(Path path, DiskFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
      look();
      return file.read(position, into);
    }

    @Override
    public int write(long position, ByteBuffer bytes) throws IOException {
      if (!halted && callsLeft == 0 && bytes.remaining() > SECTOR) {
        ByteBuffer half = bytes.slice();
        half.limit(half.limit() / 2);
        file.write(position, half);
      }
      change("write", path);
      return file.write(position, bytes);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      change("force", path);
      file.force(metadata);
    }

    @Override
    public void truncate(long size) throws IOException {
      change("truncate", path);
      file.truncate(size);
    }

    @Override
    public long size() throws IOException {
      look();
      return file.size();
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public Closeable lock(long position) throws IOException {
      return file.lock(position);
    }

    @Override
    public @Nullable Closeable tryLock(long position) throws IOException {
      return file.tryLock(position);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
