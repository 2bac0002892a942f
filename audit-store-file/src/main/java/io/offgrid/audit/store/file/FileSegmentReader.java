package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.SegmentReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads one segment file. */
final class FileSegmentReader implements SegmentReader {
  private final Path path;
  private final DiskFile file;
  private final boolean owned;

  /**
   * @param owned whether closing the reader closes the file
   */
  FileSegmentReader(Path path, DiskFile file, boolean owned) {
    this.path = path;
    this.file = file;
    this.owned = owned;
  }

  /** Opens the very piece that was listed. */
  static FileSegmentReader open(LogDirectory directory, Segment segment) {
    Path path = directory.path().resolve(segment.name());
    return DiskTrouble.get(
        "read", path, () -> new FileSegmentReader(path, file(directory, segment, path), true));
  }

  static DiskFile file(LogDirectory directory, Segment segment, Path path) throws IOException {
    if (!segment.regular()) {
      throw new NotRegularException(path);
    }
    requireSame(directory, segment, path);
    DiskFile file;
    try {
      file = directory.disk().open(path, Disk.Mode.READ);
    } catch (NoSuchFileException e) {
      throw gone(path);
    }
    boolean same = false;
    try {
      requireSame(directory, segment, path);
      same = true;
      return file;
    } finally {
      if (!same) {
        file.close();
      }
    }
  }

  private static void requireSame(LogDirectory directory, Segment segment, Path path)
      throws IOException {
    FileInfo now = directory.disk().info(path).orElseThrow(() -> gone(path));
    if (!now.identity().equals(segment.identity())) {
      throw gone(path);
    }
  }

  private static SegmentGoneException gone(Path path) {
    return new SegmentGoneException(
        "Cannot read " + path + ": it was moved or deleted since it was listed. List again.");
  }

  @Override
  public int read(long position, ByteBuffer into) {
    return DiskTrouble.get("read", path, () -> Fully.read(file, position, into));
  }

  @Override
  public long size() {
    return DiskTrouble.get("read", path, file::size);
  }

  @Override
  public void close() {
    if (owned) {
      DiskTrouble.run("close", path, file::close);
    }
  }
}
