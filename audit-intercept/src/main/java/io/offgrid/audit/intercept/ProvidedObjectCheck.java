package io.offgrid.audit.intercept;

import com.google.inject.Binding;
import com.google.inject.spi.ProviderInstanceBinding;
import com.google.inject.spi.ProviderKeyBinding;
import com.google.inject.spi.ProvisionListener;

/** Looks at what providers and {@code @Provides} methods give, each time: no type tells before. */
final class ProvidedObjectCheck implements ProvisionListener {
  private final ClassValue<InterceptionCheck> checks =
      new ClassValue<>() {
        @Override
        protected InterceptionCheck computeValue(Class<?> type) {
          return new InterceptionCheck(AuditedMethods.of(type).effective());
        }
      };

  /** Whether somebody else than Guice may make what this binding gives. */
  static boolean concerns(Binding<?> binding) {
    return binding instanceof ProviderInstanceBinding || binding instanceof ProviderKeyBinding;
  }

  @Override
  public <T> void onProvision(ProvisionInvocation<T> provision) {
    Object object = provision.provision();
    if (object != null) {
      checks.get(object.getClass()).afterInjection(object);
    }
  }

  @Override
  public String toString() {
    return "of audit-intercept";
  }
}
