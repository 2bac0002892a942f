package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Aside;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One holding of the right to append to a disk in memory. */
final class MemorySession implements StoreSession {
  private final InMemoryStore store;
  private final MemoryDisk disk;

  MemorySession(InMemoryStore store, MemoryDisk disk) {
    this.store = store;
    this.disk = disk;
  }

  private MemoryDisk held() {
    disk.require(this);
    store.requireOpen();
    return disk;
  }

  private MemoryFile active() {
    return held().active().orElseThrow(MemoryDisk::noActive);
  }

  @Override
  public boolean exists() {
    return !held().segments().isEmpty() || disk.head().isPresent();
  }

  @Override
  public List<Segment> segments() {
    return held().segments();
  }

  @Override
  public SegmentReader open(Segment segment) {
    return MemorySnapshot.open(held(), segment);
  }

  @Override
  public void create(byte[] head) {
    if (activeSize() > 0) {
      throw new StoreException("There is a log already.", null);
    }
    writeHead(head);
    forceHead();
    createActive();
  }

  @Override
  public void createActive() {
    held().createActive();
  }

  @Override
  public long activeSize() {
    return held().active().map(MemoryFile::size).orElse(0L);
  }

  @Override
  public String activeIdentity() {
    return held().active().map(MemoryFile::identity).orElse("");
  }

  @Override
  public void write(long position, ByteBuffer bytes) {
    MemoryFile file = active();
    long more = position + bytes.remaining() - file.size();
    if (more > 0) {
      disk.requireRoom(more);
    }
    file.write(position, bytes);
  }

  @Override
  public void force() {
    active().force();
  }

  @Override
  public void cutBack(long size) {
    MemoryFile file = active();
    file.truncate(size);
    file.force();
  }

  @Override
  public String keepTorn(long from, long seq) {
    byte[] all = active().content();
    return disk.keepTorn(
        Arrays.copyOfRange(all, (int) from, Math.max((int) from, all.length)), seq);
  }

  @Override
  public Optional<byte[]> readHead() {
    return held().head();
  }

  @Override
  public void writeHead(byte[] head) {
    MemoryFile file = held().headForWriting();
    file.write(0, ByteBuffer.wrap(head));
    file.truncate(head.length);
  }

  @Override
  public void forceHead() {
    held().forceHead();
  }

  @Override
  public void seal() {
    held().forceHead();
    disk.seal();
  }

  @Override
  public void delete(Segment segment) {
    held().delete(segment);
  }

  @Override
  public List<Aside> asides() {
    return held().asides();
  }

  @Override
  public String prepareAside(String wanted, Function<String, byte[]> next) {
    return held().prepareAside(wanted, next);
  }

  @Override
  public void finishAside(String name) {
    held().finishAside(name);
  }

  @Override
  public void close() {
    disk.giveBack(this);
  }
}
