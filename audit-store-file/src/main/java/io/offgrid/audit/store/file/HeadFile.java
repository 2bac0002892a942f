package io.offgrid.audit.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What {@code chain.hash} holds.
 *
 * @param bytes absent when there is no file, or none that can be read
 * @param regular whether it can be read, if it is there
 */
record HeadFile(Optional<byte[]> bytes, boolean regular) {
  /** A head is one short line. More than this is none, however much somebody put there. */
  private static final int MAX_BYTES = 4096;

  static HeadFile read(LogDirectory directory) {
    return DiskTrouble.get("read", directory.head(), () -> tryRead(directory));
  }

  private static HeadFile tryRead(LogDirectory directory) throws IOException {
    Optional<FileInfo> info = directory.disk().info(directory.head());
    if (info.isPresent() && !info.get().regular()) {
      return new HeadFile(Optional.empty(), false);
    }
    if (info.isEmpty()) {
      return new HeadFile(Optional.empty(), true);
    }
    try (DiskFile file = directory.disk().open(directory.head(), Disk.Mode.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
      int read = Fully.read(file, 0, bytes);
      return new HeadFile(Optional.of(Arrays.copyOf(bytes.array(), read)), true);
    } catch (NoSuchFileException e) {
      return new HeadFile(Optional.empty(), true);
    }
  }
}
