package io.offgrid.audit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A file that is either written whole or not at all: the bytes go beside it, and take its place
 * once they are on the disk. What is closed without {@link #commit} leaves nothing behind.
 *
 * <p>Others cannot read a new file (mode 0600); one that is replaced keeps its mode. Written by one
 * thread; {@link #close} may come from another.
 */
final class ExportTarget implements AutoCloseable {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final boolean clobber;
  private boolean finished;

  private ExportTarget(Path target, Path part, FileChannel channel, boolean clobber) {
    this.target = target;
    this.part = part;
    this.channel = channel;
    this.clobber = clobber;
  }

  /** Whether this names something that cannot be replaced by a file: a device, a pipe. */
  static boolean isSpecial(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /**
   * Begins to write.
   *
   * @param clobber whether a file that is there may be replaced
   * @throws FileAlreadyExistsException if it may not be
   * @throws IOException if nothing can be written there
   */
  static ExportTarget open(Path path, boolean clobber) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new IOException("it is a directory; name a file");
    }
    if (!clobber && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    Path directory = target.getParent();
    if (directory == null || !Files.exists(directory)) {
      throw new NoSuchFileException(String.valueOf(directory));
    }
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    Path part = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    return new ExportTarget(target, part, create(part, directory), clobber);
  }

  private static FileChannel create(Path part, Path directory) throws IOException {
    try {
      return FileChannel.open(
          part,
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          PosixFilePermissions.asFileAttribute(PRIVATE));
    } catch (FileSystemException e) {
      throw new IOException("no file can be made in " + directory + ": " + Failures.reason(e), e);
    }
  }

  OutputStream out() {
    return Channels.newOutputStream(channel);
  }

  /**
   * Puts what was written in its place, durably.
   *
   * @throws FileAlreadyExistsException if a file came there meanwhile that may not be replaced
   */
  synchronized void commit() throws IOException {
    if (finished) {
      throw new IOException(target + ": interrupted");
    }
    if (Files.exists(target)) {
      Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
    }
    channel.force(true);
    channel.close();
    if (clobber) {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      moveToFreePlace();
    }
    finished = true;
    try (FileChannel directory = FileChannel.open(target.getParent())) {
      directory.force(true);
    }
  }

  /** A link fails where something exists, a rename does not; some file systems know no links. */
  private void moveToFreePlace() throws IOException {
    try {
      Files.createLink(target, part);
      Files.delete(part);
    } catch (UnsupportedOperationException e) {
      Files.move(part, target);
    }
  }

  /** Takes back what was not committed. Idempotent. */
  @Override
  public synchronized void close() throws IOException {
    if (!finished) {
      finished = true;
      try {
        channel.close();
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }
}
