package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The least that a program in Java does: what any start of one costs. */
final class Hello {
  private Hello() {}

  /** Prints one word. */
  public static void main(String[] args) {
    System.out.println("hello");
  }

  /** A jar with this class alone. */
  static Path jar(Path parent) throws IOException {
    String name = Hello.class.getName().replace('.', '/') + ".class";
    Path jar = parent.resolve("hello.jar").toAbsolutePath();
    try (InputStream code = Hello.class.getClassLoader().getResourceAsStream(name);
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      if (code == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      entries.putNextEntry(new JarEntry(name));
      code.transferTo(entries);
    }
    return jar;
  }
}
