package io.offgrid.audit.intercept;

import com.google.inject.TypeLiteral;
import com.google.inject.spi.Message;
import com.google.inject.spi.TypeEncounter;
import com.google.inject.spi.TypeListener;

/**
 * Looks at each class whose objects Guice makes or injects, when the injector is made, or when the
 * class is first asked for if it has no binding. What is wrong is an error of the injector: Guice
 * itself leaves out silently what it cannot intercept.
 */
final class DeclarationCheck implements TypeListener {
  @Override
  public <I> void hear(TypeLiteral<I> type, TypeEncounter<I> encounter) {
    AuditedMethods methods = AuditedMethods.of(type.getRawType());
    methods.overridden().entrySet().stream()
        .flatMap(entry -> MethodRules.problems(type, entry.getKey(), entry.getValue()).stream())
        .forEach(problem -> encounter.addError(new Message(problem)));
    if (!methods.effective().isEmpty()) {
      encounter.register(new InterceptionCheck(methods.effective()));
    }
  }
}
