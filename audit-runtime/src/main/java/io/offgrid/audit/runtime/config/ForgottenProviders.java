package io.offgrid.audit.runtime.config;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds providers that no line under {@code META-INF/services} names: what somebody forgot whose
 * sink, store or exporter is not found. Reads all jars, so it is for that error alone.
 */
final class ForgottenProviders {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String CLASS = ".class";

  private final Class<?> kind;
  private final ClassLoader loader;
  private final Set<String> named;
  private final List<String> found = new ArrayList<>();

  private ForgottenProviders(Class<?> kind, ClassLoader loader) {
    this.kind = kind;
    this.loader = loader;
    named = new ServiceLines(kind, loader).providers();
  }

  /** A sentence about each. */
  static List<String> find(Class<?> kind, ClassLoader loader) {
    ForgottenProviders search = new ForgottenProviders(kind, loader);
    search.roots().forEach(search::look);
    return search.found;
  }

  private Set<Path> roots() {
    Set<Path> roots = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        roots.add(Path.of(entry).toAbsolutePath());
      }
    }
    try {
      for (URL url : Collections.list(loader.getResources(MANIFEST))) {
        ClassPathRoot.file(ClassPathRoot.of(url, MANIFEST)).ifPresent(roots::add);
      }
    } catch (IOException e) {
      // What cannot be read names nothing.
    }
    return roots;
  }

  private void look(Path root) {
    try {
      if (Files.isDirectory(root)) {
        lookInto(root, root);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(root)) {
          lookInto(jar.getPath("/"), root);
        }
      }
    } catch (IOException | InvalidPathException e) {
      // Nor does this.
    }
  }

  private void lookInto(Path folder, Path root) throws IOException {
    byte[] mark = kind.getName().replace('.', '/').getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(CLASS))::iterator) {
        if (contains(Files.readAllBytes(file), mark)) {
          String path = folder.relativize(file).toString();
          check(path.substring(0, path.length() - CLASS.length()).replaceAll("[/\\\\]", "."), root);
        }
      }
    }
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (int i = 0; i <= bytes.length - part.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  private void check(String name, Path root) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      boolean provides = kind.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
      if (provides && !named.contains(name)) {
        found.add(
            "%s has the %s %s, which no services file names; add META-INF/services/%s with the line %s"
                .formatted(root, kind.getSimpleName(), name, kind.getName(), name));
      }
    } catch (ClassNotFoundException | LinkageError e) {
      // Something else is wrong with it.
    }
  }
}
