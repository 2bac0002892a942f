package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSnapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log as it was at one moment. The active segment is kept open, so that it may be renamed or
 * deleted meanwhile; sealed ones are opened when asked for, so that their number does not matter.
 */
final class FileSnapshot implements StoreSnapshot {
  private static final int TRIES = 10;

  private final LogDirectory directory;
  private final HeadFile head;
  private final List<Segment> segments;
  private final @Nullable DiskFile active;

  private FileSnapshot(
      LogDirectory directory, HeadFile head, List<Segment> segments, @Nullable DiskFile active) {
    this.directory = directory;
    this.head = head;
    this.segments = List.copyOf(segments);
    this.active = active;
  }

  static FileSnapshot take(LogDirectory directory) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<FileSnapshot> taken = tryTake(directory);
      if (taken.isPresent()) {
        return taken.get();
      }
    }
    throw new IOException(
        "its segments changed "
            + TRIES
            + " times while they were listed. Try again later, or raise"
            + " max_size_mb.");
  }

  /** Absent when the log did not hold still. */
  private static Optional<FileSnapshot> tryTake(LogDirectory directory) throws IOException {
    HeadFile head = HeadFile.read(directory);
    List<Segment> listed = list(directory);
    DiskFile active = null;
    boolean taken = false;
    try {
      active = openActive(directory, listed);
      if (!same(listed, list(directory))) {
        return Optional.empty();
      }
      List<Segment> segments = sized(listed, active);
      taken = true;
      return Optional.of(new FileSnapshot(directory, head, segments, active));
    } catch (SegmentGoneException e) {
      return Optional.empty();
    } finally {
      if (!taken && active != null) {
        active.close();
      }
    }
  }

  private static List<Segment> list(LogDirectory directory) throws IOException {
    try {
      return directory.segments();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static @Nullable DiskFile openActive(LogDirectory directory, List<Segment> listed)
      throws IOException {
    if (listed.isEmpty()) {
      return null;
    }
    Segment last = listed.get(listed.size() - 1);
    return last.sealed() || !last.regular()
        ? null
        : FileSegmentReader.file(directory, last, directory.active());
  }

  private static boolean same(List<Segment> before, List<Segment> after) {
    boolean same = before.size() == after.size();
    for (int i = 0; same && i < before.size(); i++) {
      Segment one = before.get(i);
      Segment other = after.get(i);
      same = one.name().equals(other.name()) && one.identity().equals(other.identity());
    }
    return same;
  }

  private static List<Segment> sized(List<Segment> listed, @Nullable DiskFile active)
      throws IOException {
    if (active == null) {
      return listed;
    }
    List<Segment> sized = new ArrayList<>(listed);
    Segment last = sized.remove(sized.size() - 1);
    sized.add(new Segment(last.name(), false, true, last.identity(), active.size()));
    return sized;
  }

  @Override
  public Optional<byte[]> head() {
    return head.bytes();
  }

  @Override
  public boolean headRegular() {
    return head.regular();
  }

  @Override
  public List<Segment> segments() {
    return segments;
  }

  @Override
  public SegmentReader open(Segment segment) {
    DiskFile held = active;
    return held != null && !segment.sealed()
        ? new FileSegmentReader(directory.active(), held, false)
        : FileSegmentReader.open(directory, segment);
  }

  @Override
  public Optional<byte[]> readSummary(Segment sealed) {
    return new SummaryFile(directory, sealed).read();
  }

  @Override
  public void close() {
    DiskFile held = active;
    if (held != null) {
      DiskTrouble.run("close", directory.active(), held::close);
    }
  }
}
