package io.offgrid.audit.store.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The file system of this machine. */
final class JdkDisk implements Disk {
  static final JdkDisk INSTANCE = new JdkDisk();

  /** Elsewhere (Windows) files have no modes, and directories can be neither opened nor forced. */
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final FileAttribute<?>[] FILE_MODE = mode("rw-------");
  private static final FileAttribute<?>[] DIRECTORY_MODE = mode("rwx------");

  private JdkDisk() {}

  private static FileAttribute<?>[] mode(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public Optional<FileInfo> info(Path path) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
      Object key = found.fileKey();
      String identity = key == null ? found.creationTime().toString() : key.toString();
      return Optional.of(
          new FileInfo(identity, found.isRegularFile(), found.isDirectory(), found.size()));
    } catch (FileSystemException e) {
      Path parent = path.getParent();
      if (parent != null && Files.isRegularFile(parent)) {
        throw new NotDirectoryException(parent.toString()); // JDKs differ: 25 says "no such file".
      } else if (e instanceof NoSuchFileException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public DiskFile open(Path path, Mode mode) throws IOException {
    Set<OpenOption> options =
        switch (mode) {
          case READ -> Set.of(READ, NOFOLLOW_LINKS);
          case READ_WRITE -> Set.of(READ, WRITE, NOFOLLOW_LINKS);
          case CREATE -> Set.of(READ, WRITE, CREATE_NEW, NOFOLLOW_LINKS);
        };
    FileAttribute<?>[] attributes = mode == Mode.CREATE ? FILE_MODE : new FileAttribute<?>[0];
    return new JdkFile(FileChannel.open(path, options, attributes));
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, DIRECTORY_MODE);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public boolean writable(Path path) {
    return Files.isWritable(path);
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }
}
