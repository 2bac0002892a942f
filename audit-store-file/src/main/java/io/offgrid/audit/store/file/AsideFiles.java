package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.Aside;
import io.offgrid.audit.spi.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The directories that a log was set aside to, inside the log's own (section 6 of the format). For
 * whoever has the right to append.
 */
record AsideFiles(LogDirectory directory) {
  private static final String PREFIX = "set-aside-";
  private static final String NEXT = "next.log";
  private static final int MAX_NEXT_BYTES = 1 << 20;
  private static final int MAX_HEAD_BYTES = 512;

  /** All of them, by name; what is too long to be a line or a head is as good as none. */
  List<Aside> list() throws IOException {
    List<Aside> all = new ArrayList<>();
    for (String name : names()) {
      all.add(aside(name));
    }
    return all;
  }

  /** Others may have made it: a link, or a directory that is closed to this process. */
  private Aside aside(String name) throws IOException {
    Path place = directory.path().resolve(name);
    if (directory.disk().info(place).filter(info -> !info.directory()).isPresent()) {
      return new Aside(name, null, null, "it is not a directory, and links are not followed");
    }
    try {
      byte[] next = content(place.resolve(NEXT), MAX_NEXT_BYTES);
      return new Aside(name, next, content(head(place), MAX_HEAD_BYTES));
    } catch (AccessDeniedException e) {
      return new Aside(name, null, null, "permission denied");
    }
  }

  private List<String> names() throws IOException {
    return directory.disk().list(directory.path()).stream()
        .filter(name -> name.startsWith(PREFIX))
        .sorted()
        .toList();
  }

  private byte @Nullable [] content(Path path, int most) throws IOException {
    try {
      FileInfo info = directory.disk().info(path).filter(FileInfo::regular).orElse(null);
      if (info == null || info.size() > most) {
        return null;
      }
      try (DiskFile file = directory.disk().open(path, Disk.Mode.READ)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) info.size());
        Fully.read(file, 0, bytes);
        return Arrays.copyOf(bytes.array(), bytes.position());
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    }
  }

  /** A new directory with the line that the new log begins with. */
  String prepare(String wanted, Function<String, byte[]> next) throws IOException {
    String name = create(wanted);
    Path place = directory.path().resolve(name);
    Path draft = place.resolve(NEXT + ".draft");
    try (DiskFile file = directory.disk().open(draft, Disk.Mode.CREATE)) {
      Fully.write(file, 0, ByteBuffer.wrap(next.apply(name)));
      file.force(true);
    }
    directory.disk().rename(draft, place.resolve(NEXT));
    directory.disk().forceDirectory(place);
    directory.force();
    return name;
  }

  private String create(String wanted) throws IOException {
    for (int n = 1; ; n++) {
      String name = n == 1 ? wanted : wanted + "-" + n;
      try {
        directory.disk().createDirectory(directory.path().resolve(name));
        return name;
      } catch (FileAlreadyExistsException e) {
        // Of an earlier attempt, or somebody else's: try the next name.
      }
    }
  }

  /**
   * Moves the log there. The active segment goes first: then no writer takes the rest for the log.
   */
  void finish(String name) throws IOException {
    Path place = directory.path().resolve(name);
    if (directory.disk().info(place.resolve(NEXT)).filter(FileInfo::regular).isEmpty()) {
      throw new IOException("there is no " + NEXT + " in it. Set the log aside again.");
    }
    copyHead(place);
    List<Segment> segments = directory.segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      move(place, segments.get(i));
    }
    directory.disk().forceDirectory(place);
    directory.force();
    directory.disk().rename(place.resolve(NEXT), directory.active());
    directory.disk().forceDirectory(place);
    directory.force();
  }

  /**
   * Until the prepared line has moved, the head is still the old log's. It is forced itself, too:
   * one from further back would not be the line before the new log's first record.
   */
  private void copyHead(Path place) throws IOException {
    Disk disk = directory.disk();
    if (disk.info(directory.head()).filter(FileInfo::regular).isEmpty()) {
      return;
    }
    Path copy = head(place);
    if (disk.info(copy).isPresent()) {
      disk.delete(copy);
    }
    try (DiskFile from = disk.open(directory.head(), Disk.Mode.READ_WRITE);
        DiskFile to = disk.open(copy, Disk.Mode.CREATE)) {
      Fully.copy(from, 0, to);
      to.force(true);
      from.force(true);
    }
  }

  private void move(Path place, Segment segment) throws IOException {
    Disk disk = directory.disk();
    directory.deleteSummary(segment.name());
    Path from = directory.path().resolve(segment.name());
    Path to = place.resolve(segment.name());
    try {
      disk.rename(from, disk.info(to).isPresent() ? LogDirectory.free(disk, to) : to);
    } catch (AccessDeniedException e) {
      if (segment.regular()) {
        throw e;
      }
      // Somebody else's directory cannot be moved into another one: it just loses the name.
      disk.rename(from, LogDirectory.free(disk, from));
    }
  }

  private Path head(Path place) {
    return place.resolve(String.valueOf(directory.head().getFileName()));
  }
}
