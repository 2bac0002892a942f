package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A real store whose disk fails after so many reads of snapshots. */
final class StoppingStore implements AuditStore {
  private final AuditStore store;
  private int readsLeft;

  StoppingStore(AuditStore store, int reads) {
    this.store = store;
    this.readsLeft = reads;
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
  public String location() {
    return store.location();
  }

  @Override
  public Optional<String> check() {
    return store.check();
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
      return new Reader(snapshot.open(segment));
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
