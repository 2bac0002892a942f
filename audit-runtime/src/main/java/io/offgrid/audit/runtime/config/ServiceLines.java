package io.offgrid.audit.runtime.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lines under {@code META-INF/services} that name providers of one kind. ServiceLoader says
 * neither which jar a line that leads nowhere is in, nor that two jars name the same class.
 */
final class ServiceLines {
  private final Class<?> kind;
  private final String file;
  private final ClassLoader loader;
  private final List<Line> lines;

  /** One line, and the jar that it is in. */
  private record Line(String jar, String provider) {}

  /**
   * Reads them.
   *
   * @throws UncheckedIOException if they cannot be read
   */
  ServiceLines(Class<?> kind, ClassLoader loader) {
    this.kind = kind;
    this.loader = loader;
    file = "META-INF/services/" + kind.getName();
    lines = read();
  }

  private List<Line> read() {
    List<Line> found = new ArrayList<>();
    try {
      for (URL url : Collections.list(loader.getResources(file))) {
        String jar = ClassPathRoot.name(ClassPathRoot.of(url, file));
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream();
            BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
          reader
              .lines()
              .map(line -> line.replaceFirst("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .forEach(line -> found.add(new Line(jar, line)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** The names of the classes. */
  Set<String> providers() {
    return lines.stream().map(Line::provider).collect(Collectors.toSet());
  }

  /** That one class is in two jars that differ; only one can be used, and which one is chance. */
  Optional<String> doubled() {
    Map<String, String> jars = new HashMap<>();
    for (Line line : lines) {
      String other = jars.putIfAbsent(line.provider(), line.jar());
      if (other != null && !other.equals(line.jar()) && !areCopies(other, line.jar())) {
        return Optional.of(
            "%s is in two jars, %s and %s; take one of them away"
                .formatted(line.provider(), other, line.jar()));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether it makes no difference which one is used: the jars in the {@code lib} folder of an
   * executable jar are those of the local Maven repository, and its tests see both.
   */
  private static boolean areCopies(String one, String other) {
    try {
      Path first = Path.of(one);
      Path second = Path.of(other);
      return Files.isRegularFile(first)
          && Files.isRegularFile(second)
          && Files.mismatch(first, second) < 0;
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** What is wrong with the first line that does not lead to a provider. */
  Optional<String> broken() {
    for (Line line : lines) {
      Optional<String> fault = fault(line.provider());
      if (fault.isPresent()) {
        return Optional.of(
            "%s: %s names %s, %s".formatted(line.jar(), file, line.provider(), fault.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> fault(String provider) {
    try {
      Class<?> type = Class.forName(provider, true, loader);
      if (!kind.isAssignableFrom(type)) {
        return Optional.of(
            "which is no %s; correct the line, or take the jar away"
                .formatted(kind.getSimpleName()));
      }
      type.getConstructor().newInstance();
      return Optional.empty();
    } catch (ClassNotFoundException e) {
      return Optional.of("which is not there; correct the line, or take the jar away");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      return Optional.of(
          "which is no public class with a public constructor without parameters; make it one, or"
              + " take the jar away");
    } catch (InvocationTargetException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      return Optional.of(
          cause instanceof LinkageError error
              ? "which " + Misfit.of(error)
              : "whose constructor failed: " + cause + "; correct it, or take the jar away");
    } catch (LinkageError e) {
      return Optional.of("which " + Misfit.of(e));
    }
  }
}
