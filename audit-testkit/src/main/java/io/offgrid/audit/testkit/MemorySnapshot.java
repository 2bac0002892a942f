package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A disk in memory as it was at one moment. */
final class MemorySnapshot implements StoreSnapshot {
  private final MemoryDisk disk;
  private final Optional<byte[]> head;
  private final List<Segment> segments;

  MemorySnapshot(MemoryDisk disk) {
    this.disk = disk;
    this.head = disk.head();
    this.segments = List.copyOf(disk.segments());
  }

  @Override
  public Optional<byte[]> head() {
    return head;
  }

  @Override
  public boolean headRegular() {
    return true;
  }

  @Override
  public List<Segment> segments() {
    return segments;
  }

  @Override
  public SegmentReader open(Segment segment) {
    return open(disk, segment);
  }

  @Override
  public Optional<byte[]> readSummary(Segment sealed) {
    return disk.summary(sealed);
  }

  static SegmentReader open(MemoryDisk disk, Segment segment) {
    MemoryFile file =
        disk.find(segment)
            .orElseThrow(() -> new SegmentGoneException(segment.name() + " is gone."));
    return new Reader(file);
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private record Reader(MemoryFile file) implements SegmentReader {
    @Override
    public int read(long position, ByteBuffer into) {
      return file.read(position, into);
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
