package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A real store that notes which segments are opened for reading, and may keep no summaries, or stop
 * working after so many reads.
 */
final class WatchedStore implements AuditStore {
  private final AuditStore store;
  private final Set<String> opened = new TreeSet<>();
  private boolean keeping = true;
  private int readsLeft = Integer.MAX_VALUE;
  private long parkedBytes;

  WatchedStore(AuditStore store) {
    this.store = store;
  }

  /** Names of the segments that were opened since this was last asked. */
  Set<String> opened() {
    Set<String> names = new TreeSet<>(opened);
    opened.clear();
    return names;
  }

  /** Of what was parked for sinks, how many bytes were read since this was last asked. */
  long parkedBytesRead() {
    long bytes = parkedBytes;
    parkedBytes = 0;
    return bytes;
  }

  /** From now on summaries cannot be kept, as in a directory of somebody else. */
  void keepNothing() {
    keeping = false;
  }

  /** Lets so many reads of snapshots succeed; every one after them fails. */
  WatchedStore stopAfter(int reads) {
    readsLeft = reads;
    return this;
  }

  @Override
  public StoreSession exclusive() {
    return store.exclusive();
  }

  @Override
  public StoreSnapshot snapshot() {
    return new Snapshot(store.snapshot());
  }

  @Override
  public Optional<byte[]> readHead() {
    return store.readHead();
  }

  @Override
  public boolean keepSummary(Segment sealed, byte[] summary) {
    if (!keeping) {
      throw new StoreException("permission denied", null);
    }
    return store.keepSummary(sealed, summary);
  }

  @Override
  public SinkState sink(String name) {
    return new WatchedSink(store.sink(name), bytes -> parkedBytes += bytes);
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public Optional<String> check() {
    return store.check();
  }

  @Override
  public OptionalLong usableBytes() {
    return store.usableBytes();
  }

  @Override
  public void close() {
    store.close();
  }

  private final class Snapshot implements StoreSnapshot {
    private final StoreSnapshot snapshot;

    Snapshot(StoreSnapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public Optional<byte[]> head() {
      return snapshot.head();
    }

    @Override
    public boolean headRegular() {
      return snapshot.headRegular();
    }

    @Override
    public List<Segment> segments() {
      return snapshot.segments();
    }

    @Override
    public SegmentReader open(Segment segment) {
      opened.add(segment.name());
      return new Reader(snapshot.open(segment));
    }

    @Override
    public Optional<byte[]> readSummary(Segment sealed) {
      return snapshot.readSummary(sealed);
    }

    @Override
    public void close() {
      snapshot.close();
    }
  }

  private final class Reader implements SegmentReader {
    private final SegmentReader reader;

    Reader(SegmentReader reader) {
      this.reader = reader;
    }

    @Override
    public int read(long position, ByteBuffer into) {
      if (readsLeft-- <= 0) {
        throw new StoreException("stopped", null);
      }
      return reader.read(position, into);
    }

    @Override
    public long size() {
      return reader.size();
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
