package io.offgrid.audit.intercept;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.OptionalBinder;
import io.offgrid.audit.AuditLog;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Audited} count in an injector and its children. Wants a binding of {@link AuditLog},
 * which is opened no sooner than anybody needs it; {@code AuditModule} of audit-runtime has one.
 * Takes a binding of {@link AuditContext} if there is one.
 *
 * <p>Guice runs interceptors in the order in which they were bound. Install this before modules
 * that begin transactions, or a success is recorded before it is committed.
 */
public final class AuditInterceptModule extends AbstractModule {
  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), AuditContext.class);
    AuditInterceptor interceptor =
        new AuditInterceptor(
            getProvider(AuditLog.class), getProvider(Key.get(new TypeLiteral<>() {})));
    bindInterceptor(
        type -> !AuditedMethods.of(type).effective().isEmpty(),
        method -> method.isAnnotationPresent(Audited.class) && !method.isSynthetic(),
        interceptor);
    bindListener(type -> true, new DeclarationCheck());
    bindListener(ProvidedObjectCheck::concerns, new ProvidedObjectCheck());
  }

  /** All are the same to Guice, which installs one: two would record every call twice. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AuditInterceptModule;
  }

  @Override
  public int hashCode() {
    return AuditInterceptModule.class.hashCode();
  }
}
