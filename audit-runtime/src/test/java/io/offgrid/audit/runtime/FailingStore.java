package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** A real store, one of whose forces fails, and what cuts the log back after it. */
final class FailingStore implements AuditStore {
  private final AuditStore store;
  private final AtomicInteger forcesLeft = new AtomicInteger(Integer.MAX_VALUE);

  private final AtomicInteger cutBacksToFail = new AtomicInteger();
  private final AtomicInteger forces = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();

  FailingStore(AuditStore store) {
    this.store = store;
  }

  /** Lets so many forces of the active segment succeed; the one after them fails, once. */
  void failForceAfter(int forces) {
    forcesLeft.set(forces);
  }

  /** Lets so many attempts to cut the log back fail. */
  void failCutBacks(int attempts) {
    cutBacksToFail.set(attempts);
  }

  /** How often the active segment was to be forced. */
  int forces() {
    return forces.get();
  }

  /** Whether somebody has the right to append. */
  boolean isHeld() {
    return held.get() > 0;
  }

  @Override
  public StoreSession exclusive() {
    StoreSession session = store.exclusive();
    held.incrementAndGet();
    return (StoreSession)
        Proxy.newProxyInstance(
            StoreSession.class.getClassLoader(),
            new Class<?>[] {StoreSession.class},
            (proxy, method, args) -> {
              switch (method.getName()) {
                case "force" -> {
                  forces.incrementAndGet();
                  failIf(forcesLeft.getAndDecrement() == 0);
                }
                case "cutBack" -> failIf(cutBacksToFail.getAndDecrement() > 0);
                case "close" -> held.decrementAndGet();
                default -> {}
              }
              try {
                return method.invoke(session, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void failIf(boolean due) {
    if (due) {
      throw new StoreException("the disk failed", null);
    }
  }

  @Override
  public StoreSnapshot snapshot() {
    return store.snapshot();
  }

  @Override
  public Optional<byte[]> readHead() {
    return store.readHead();
  }

  @Override
  public boolean keepSummary(Segment sealed, byte[] summary) {
    return store.keepSummary(sealed, summary);
  }

  @Override
  public SinkState sink(String name) {
    return store.sink(name);
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
}
