package io.offgrid.audit.runtime;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.spi.SegmentReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory with a log in the layout of the file store. Every file comes under another name, is
 * forced, and then gets its own, so that whatever has its name is whole. For one backup at a time.
 */
final class BackupDirectory implements AutoCloseable {
  static final String ACTIVE = "events.log";
  static final String HEAD = "chain.hash";
  static final String LOCK = ".backup.lock";
  static final String PART = ".part";
  private static final Pattern SEALED = Pattern.compile("events\\.log\\.([1-9][0-9]{0,8})");
  private static final int PIECE = 1 << 20;
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path path;
  private final FileChannel lock;

  private BackupDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the directory if it is missing, and keeps other backups out of it.
   *
   * @throws IllegalArgumentException if it holds something else
   * @throws AuditException if another backup is under way
   */
  static BackupDirectory open(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(path, mode("rwx------"));
    }
    BackupPlace.requireNothingElse(path, names(path));
    FileChannel channel =
        FileChannel.open(
            path.resolve(LOCK),
            Set.of(CREATE, WRITE, LinkOption.NOFOLLOW_LINKS),
            mode("rw-------"));
    if (lock(channel) == null) {
      channel.close();
      throw new AuditException("another backup to " + path + " is under way");
    }
    return new BackupDirectory(path, channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** The number of a sealed segment's name; 0 if it is none. */
  static int number(String name) {
    Matcher matcher = SEALED.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  Path path() {
    return path;
  }

  /** Names of the sealed segments by number. */
  SortedMap<Integer, String> sealed() throws IOException {
    SortedMap<Integer, String> sealed = new TreeMap<>();
    for (String name : names(path)) {
      if (number(name) > 0) {
        sealed.put(number(name), name);
      }
    }
    return sealed;
  }

  /** In bytes; 0 where there is no such file. */
  long size(String name) throws IOException {
    Path file = path.resolve(name);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
  }

  SegmentReader read(String name) {
    return BackupFile.open(path.resolve(name));
  }

  Optional<byte[]> head() throws IOException {
    Path head = path.resolve(HEAD);
    return Files.exists(head, LinkOption.NOFOLLOW_LINKS) && Files.size(head) <= 4096
        ? Optional.of(Files.readAllBytes(head))
        : Optional.empty();
  }

  /** Puts a file in the place of what has the name, durably, and whole or not at all. */
  void put(String name, SegmentReader from, long size, LongConsumer progress) throws IOException {
    Path part = path.resolve(name + PART);
    boolean whole = false;
    try {
      try (FileChannel to =
          FileChannel.open(
              part,
              Set.of(CREATE, WRITE, TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS),
              mode("rw-------"))) {
        copy(from, size, to, progress);
        to.force(true);
      }
      move(name + PART, name);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static void copy(SegmentReader from, long size, FileChannel to, LongConsumer progress)
      throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long at = 0;
    while (at < size) {
      piece.clear().limit((int) Math.min(PIECE, size - at));
      int read = from.read(at, piece);
      if (read <= 0) {
        throw new IOException("the segment ended at " + at + " of " + size + " bytes");
      }
      piece.flip();
      while (piece.hasRemaining()) {
        to.write(piece);
      }
      at += read;
      progress.accept(read);
    }
  }

  /** Renames durably, in the place of what has the new name. */
  void move(String from, String to) throws IOException {
    Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    force();
  }

  void delete(String name) throws IOException {
    Files.deleteIfExists(path.resolve(name));
    force();
  }

  /** Deletes what backups left that were stopped. */
  void tidy() throws IOException {
    for (String name : names(path)) {
      if (name.endsWith(PART)) {
        delete(name);
      }
    }
  }

  private void force() throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(path, READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
