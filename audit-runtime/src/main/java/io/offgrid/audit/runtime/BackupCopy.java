package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Does what was planned, in the order in which the backup verifies after every step. */
final class BackupCopy {
  private final StoreSnapshot snapshot;
  private final BackupDirectory target;
  private final BackupPlan plan;
  private final BackupRequest.Progress progress;
  private long copied;
  private long unchanged;
  private long bytes;

  BackupCopy(
      StoreSnapshot snapshot,
      BackupDirectory target,
      BackupPlan plan,
      BackupRequest.Progress progress) {
    this.snapshot = snapshot;
    this.target = target;
    this.plan = plan;
    this.progress = progress;
  }

  void run(byte[] head) throws IOException {
    Segment grown = plan.grown();
    if (grown != null) {
      if (plan.grownIsWhole()) {
        unchanged++;
      } else {
        copy(grown, grown.size(), BackupDirectory.ACTIVE);
      }
      target.move(BackupDirectory.ACTIVE, plan.numbers().name(grown));
    }
    for (Segment segment : plan.missing()) {
      copy(segment, segment.size(), plan.numbers().name(segment));
    }
    copyActive(plan.active(), plan.end());
    if (!Arrays.equals(target.head().orElse(new byte[0]), head)) {
      target.put(BackupDirectory.HEAD, new Bytes(head), head.length, n -> {});
    }
  }

  /** What was the beginning of it, and is as long, is the same. */
  private void copyActive(@Nullable Segment active, long end) throws IOException {
    if (active != null && end > 0 && target.size(BackupDirectory.ACTIVE) == end) {
      unchanged++;
    } else if (active != null) {
      copy(active, end, BackupDirectory.ACTIVE);
    }
  }

  private void copy(Segment segment, long size, String name) throws IOException {
    try (SegmentReader reader = snapshot.open(segment)) {
      target.put(
          name,
          reader,
          size,
          n -> {
            bytes += n;
            progress.at(bytes, plan.bytes());
          });
    }
    copied++;
  }

  long copied() {
    return copied;
  }

  long unchanged() {
    return unchanged;
  }

  long bytes() {
    return bytes;
  }

  @SuppressWarnings("ArrayRecordComponent") // read once, compared never
  private record Bytes(byte[] content) implements SegmentReader {
    @Override
    public int read(long position, ByteBuffer into) {
      int length = (int) Math.min(into.remaining(), content.length - position);
      into.put(content, (int) position, length);
      return length;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public void close() {}
  }
}
