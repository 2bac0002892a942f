package io.offgrid.audit.runtime.config;

import com.google.inject.Module;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the Guice modules that the configuration names. */
final class UserModules {
  private static final String PATH = "audit.modules";

  private final Reading reading;

  UserModules(Reading reading) {
    this.reading = reading;
  }

  /** One of each; what cannot be made has been added to the problems. */
  List<Module> load(List<String> classNames) {
    List<Module> modules = new ArrayList<>();
    for (int i = 0; i < classNames.size(); i++) {
      make(classNames.get(i), reading.place(Reading.entry(i, PATH))).ifPresent(modules::add);
    }
    return modules;
  }

  private Optional<Module> make(String name, String place) {
    try {
      Class<?> type = Class.forName(name, true, loader());
      return Optional.of(type.asSubclass(Module.class).getConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      return problem(place, name, "is not on the class path");
    } catch (ClassCastException e) {
      return problem(place, name, "is not a com.google.inject.Module");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      return problem(
          place, name, "is not a public class with a public constructor without parameters");
    } catch (InvocationTargetException e) {
      return problem(place, name, "failed: " + e.getCause());
    } catch (LinkageError e) {
      return problem(place, name, "cannot be loaded: " + e);
    }
  }

  private Optional<Module> problem(String place, String name, String what) {
    reading.problems.add(place, PATH + ": " + name + " " + what);
    return Optional.empty();
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? UserModules.class.getClassLoader() : context;
  }
}
