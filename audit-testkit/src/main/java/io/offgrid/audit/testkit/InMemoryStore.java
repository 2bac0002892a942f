package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.Optional;
import java.util.OptionalLong;

/** A store without a disk, for tests: what it keeps is gone with the JVM. */
public final class InMemoryStore implements AuditStore {
  private final MemoryDisk disk;
  private volatile boolean closed;

  private InMemoryStore(MemoryDisk disk) {
    this.disk = disk;
  }

  /** The log on this disk, there already or not. */
  public static InMemoryStore open(MemoryDisk disk) {
    return new InMemoryStore(disk);
  }

  @Override
  public StoreSession exclusive() {
    requireOpen();
    MemorySession session = new MemorySession(this, disk);
    try {
      disk.take(session);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while waiting for the right to append.", e);
    }
    if (closed) {
      session.close();
      requireOpen();
    }
    return session;
  }

  @Override
  public StoreSnapshot snapshot() {
    return new MemorySnapshot(disk);
  }

  @Override
  public Optional<byte[]> readHead() {
    return disk.head();
  }

  @Override
  public boolean keepSummary(Segment sealed, byte[] summary) {
    disk.keepSummary(sealed, summary);
    return true;
  }

  @Override
  public SinkState sink(String name) {
    return disk.sink(name);
  }

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public Optional<String> check() {
    return closed ? Optional.of("The store is closed.") : Optional.empty();
  }

  @Override
  public OptionalLong usableBytes() {
    return disk.usableBytes();
  }

  void requireOpen() {
    if (closed) {
      throw new StoreException("The store is closed.", null);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
