package io.offgrid.audit.intercept;

import com.google.inject.TypeLiteral;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The methods of a class, its superclasses and interfaces, by what a call of them runs. Java does
 * not inherit annotations of methods, and an audited method must not stop to be one unnoticed, so
 * what is overridden counts too.
 *
 * @param overridden what each method that a call can run overrides or implements
 */
record AuditedMethods(Map<Method, List<Method>> overridden) {

  static AuditedMethods of(Class<?> type) {
    TypeLiteral<?> literal = TypeLiteral.get(type);
    Map<List<Object>, Method> running = new LinkedHashMap<>();
    Map<Method, List<Method>> overridden = new LinkedHashMap<>();
    methods(type)
        .forEach(
            method -> {
              Method runs =
                  Modifier.isPrivate(method.getModifiers()) || isStatic(method)
                      ? method
                      : running.computeIfAbsent(signature(literal, method), unused -> method);
              List<Method> others = overridden.computeIfAbsent(runs, unused -> new ArrayList<>());
              if (!runs.equals(method)) {
                others.add(method);
              }
            });
    return new AuditedMethods(overridden);
  }

  /** Those that are marked and run. */
  List<Method> effective() {
    return overridden.keySet().stream().filter(AuditedMethods::isAudited).toList();
  }

  static boolean isAudited(Method method) {
    return method.isAnnotationPresent(Audited.class);
  }

  /** All that the source has, the most special first, those of interfaces last. */
  private static Stream<Method> methods(Class<?> type) {
    Set<Class<?>> classes = new LinkedHashSet<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      classes.add(c);
    }
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    classes.forEach(c -> addInterfaces(c, interfaces));
    return Stream.concat(classes.stream(), interfaces.stream())
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(method -> !method.isSynthetic());
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> interfaces) {
    for (Class<?> implemented : type.getInterfaces()) {
      interfaces.add(implemented);
      addInterfaces(implemented, interfaces);
    }
  }

  /** Name and parameters, with those types that the class gives to type variables. */
  private static List<Object> signature(TypeLiteral<?> type, Method method) {
    List<Object> signature = new ArrayList<>(List.of(method.getName()));
    if (method.getParameterCount() > 0) {
      type.getParameterTypes(method).forEach(parameter -> signature.add(parameter.getRawType()));
    }
    return signature;
  }

  private static boolean isStatic(Method method) {
    return Modifier.isStatic(method.getModifiers());
  }
}
