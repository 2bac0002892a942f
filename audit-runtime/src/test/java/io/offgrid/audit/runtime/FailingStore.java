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

/** A real store, one of whose forces fails. */
final class FailingStore implements AuditStore {
  private final AuditStore store;
  private final AtomicInteger forcesLeft = new AtomicInteger(Integer.MAX_VALUE);

  FailingStore(AuditStore store) {
    this.store = store;
  }

  /** Lets so many forces of the active segment succeed; the one after them fails, once. */
  void failForceAfter(int forces) {
    forcesLeft.set(forces);
  }

  @Override
  public StoreSession exclusive() {
    StoreSession session = store.exclusive();
    return (StoreSession)
        Proxy.newProxyInstance(
            StoreSession.class.getClassLoader(),
            new Class<?>[] {StoreSession.class},
            (proxy, method, args) -> {
              if (method.getName().equals("force") && forcesLeft.getAndDecrement() == 0) {
                throw new StoreException("the disk failed", null);
              }
              try {
                return method.invoke(session, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
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
