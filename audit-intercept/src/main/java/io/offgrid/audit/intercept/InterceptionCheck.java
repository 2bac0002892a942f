package io.offgrid.audit.intercept;

import com.google.inject.spi.InjectionListener;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at an object, whoever made it: calls of it are recorded only if it is of a subclass that
 * Guice made, which has the audited methods.
 *
 * @param audited its audited methods
 */
record InterceptionCheck(List<Method> audited) implements InjectionListener<Object> {
  /**
   * Guice makes an error of what this throws, with the place of the binding.
   *
   * @throws IllegalStateException if calls would not be recorded
   */
  @Override
  public void afterInjection(Object object) {
    for (Method method : audited) {
      if (!isOverridden(object.getClass(), method)) {
        throw new IllegalStateException(
            MethodRules.describe(method)
                + ": calls would not be recorded, since Guice has not made this object itself, or"
                + " cannot see the method; bind the class, not an instance or a provider that calls"
                + " its constructor, and make class and method public");
      }
    }
  }

  private static boolean isOverridden(Class<?> type, Method method) {
    return type != method.getDeclaringClass()
        && Arrays.stream(type.getDeclaredMethods())
            .filter(own -> own.getName().equals(method.getName()))
            .anyMatch(own -> Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
  }

  @Override
  public String toString() {
    return "of audit-intercept";
  }
}
