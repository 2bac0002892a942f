package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is kept beside a sealed segment: {@code events.log.N.summary}. It is written in place, not
 * under another name first: whoever reads it checks it anyway, and so a crash leaves no file that
 * nobody would ever clear away.
 */
record SummaryFile(LogDirectory directory, Segment segment) {
  private Path path() {
    return directory.summary(segment.name());
  }

  Optional<byte[]> read() {
    try {
      Optional<FileInfo> info = directory.disk().info(path());
      return info.filter(SummaryFile::isCredible).isPresent() ? content() : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isCredible(FileInfo info) {
    return info.regular() && info.size() > 0 && info.size() <= AuditStore.MAX_SUMMARY_BYTES;
  }

  /** As much as there is when it is opened, within the limit: it may be another file by then. */
  private Optional<byte[]> content() throws IOException {
    try (DiskFile file = directory.disk().open(path(), Disk.Mode.READ)) {
      long size = Math.min(file.size(), AuditStore.MAX_SUMMARY_BYTES);
      byte[] bytes = new byte[Math.toIntExact(size)];
      int read = Fully.read(file, 0, ByteBuffer.wrap(bytes));
      return read == bytes.length ? Optional.of(bytes) : Optional.empty();
    }
  }

  void keep(byte[] summary) {
    DiskTrouble.run("keep", path(), () -> replace(summary));
  }

  private void replace(byte[] summary) throws IOException {
    if (!segment.sealed() || !isThere()) {
      return;
    }
    directory.deleteSummary(segment.name());
    boolean whole = false;
    try (DiskFile file = directory.disk().open(path(), Disk.Mode.CREATE)) {
      Fully.write(file, 0, ByteBuffer.wrap(summary));
      whole = true;
    } finally {
      if (!whole || !isThere()) {
        directory.deleteSummary(segment.name());
      }
    }
  }

  private boolean isThere() throws IOException {
    return directory
        .disk()
        .info(directory.path().resolve(segment.name()))
        .filter(info -> info.regular() && info.identity().equals(segment.identity()))
        .isPresent();
  }
}
