package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A process that is killed after so many operations on its store and its keys. */
final class Mortal {
  private final List<StoreSession> held = new ArrayList<>();
  private int left;

  /** The end: nothing is tidied up after it, since everything fails from then on. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  Mortal(int operations) {
    left = operations;
  }

  private void operation() {
    if (left == 0) {
      throw new Killed();
    }
    left--;
  }

  /** What the system does for a process that is gone. */
  void releaseLocks() {
    held.forEach(StoreSession::close);
  }

  AuditStore store(AuditStore store) {
    return proxy(
        AuditStore.class,
        store,
        result -> {
          if (!(result instanceof StoreSession session)) {
            return result;
          }
          held.add(session);
          return proxy(StoreSession.class, session, inner -> inner);
        });
  }

  RotatableKeys keys(RotatableKeys keys) {
    return new RotatableKeys() {
      @Override
      public KeyRing load() {
        return keys.load();
      }

      @Override
      public KeyRing addNext() {
        operation();
        KeyRing ring = keys.addNext();
        operation();
        return ring;
      }

      @Override
      public void promoteNext() {
        operation();
        keys.promoteNext();
        operation();
      }
    };
  }

  private interface Wrapping {
    Object wrap(Object result);
  }

  private <T> T proxy(Class<T> type, T target, Wrapping wrapping) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              operation();
              try {
                return wrapping.wrap(method.invoke(target, args));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
