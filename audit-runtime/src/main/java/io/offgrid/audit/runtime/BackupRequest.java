package io.offgrid.audit.runtime;

import java.nio.file.Path;

/**
 * Where a log is copied to.
 *
 * @param directory made if it is missing; else it holds nothing, or an earlier backup of the log
 * @param prune whether segments that retention deleted from the log are deleted from the backup
 *     too; the whole log is verified first
 * @param progress told how far it came, on the calling thread
 */
public record BackupRequest(Path directory, boolean prune, Progress progress) {
  /** Told how far a backup came. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Called while files are copied.
     *
     * @param bytes copied so far
     * @param totalBytes to be copied
     */
    void at(long bytes, long totalBytes);
  }

  /** Into this directory; what is in it already stays. */
  public static BackupRequest to(Path directory) {
    return new BackupRequest(directory, false, (bytes, totalBytes) -> {});
  }
}
