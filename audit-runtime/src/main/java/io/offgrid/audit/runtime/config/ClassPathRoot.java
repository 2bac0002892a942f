package io.offgrid.audit.runtime.config;

import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/** The jar or folder that something on the class path comes from. */
final class ClassPathRoot {
  private static final String JAR = "jar:";

  private ClassPathRoot() {}

  /** Where a resource comes from: {@code jar:file:/opt/x.jar!/META-INF/y} without its own name. */
  static URL of(URL resource, String name) {
    String text = resource.toString();
    String root = text.substring(0, text.length() - name.length());
    try {
      return new URL(
          root.startsWith(JAR) && root.endsWith("!/")
              ? root.substring(JAR.length(), root.length() - 2)
              : root);
    } catch (MalformedURLException e) {
      return resource;
    }
  }

  /** As a file or folder; absent if it is none. */
  static Optional<Path> file(URL root) {
    try {
      return Optional.of(Path.of(root.toURI()));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** As people know it. */
  static String name(URL root) {
    return file(root).map(Path::toString).orElseGet(root::toString);
  }
}
