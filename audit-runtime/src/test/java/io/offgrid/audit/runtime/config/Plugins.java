package io.offgrid.audit.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.spi.StoreProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Jars beside this installation, found by the current thread until it is closed. */
final class Plugins implements AutoCloseable {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader loader;

  Plugins(List<Path> roots) {
    URL[] urls = roots.stream().map(Plugins::url).toArray(URL[]::new);
    loader = new URLClassLoader(urls, before);
    Thread.currentThread().setContextClassLoader(loader);
  }

  /** Names store providers that are on the class path of the tests. */
  Plugins(Path folder, List<Class<?>> stores) throws IOException {
    this(List.of(naming(folder, stores)));
  }

  private static Path naming(Path folder, List<Class<?>> stores) throws IOException {
    Path services = Files.createDirectories(folder.resolve("jar/META-INF/services"));
    Files.write(
        services.resolve(StoreProvider.class.getName()),
        stores.stream().map(Class::getName).toList());
    return folder.resolve("jar");
  }

  private static URL url(Path root) {
    try {
      return root.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }

  /**
   * Compiles sources by class name and packs the classes that are wanted, as another project would.
   *
   * @param services the content of services files, by the interface
   */
  static Path jar(
      Path jar, Map<String, String> sources, List<String> wanted, Map<Class<?>, String> services)
      throws IOException {
    Path folder = Files.createTempDirectory(jar.getParent(), "build");
    compile(folder, sources);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
      out.write("Manifest-Version: 1.0\r\n\r\n".getBytes(UTF_8));
      for (Map.Entry<Class<?>, String> service : services.entrySet()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + service.getKey().getName()));
        out.write(service.getValue().getBytes(UTF_8));
      }
      for (String name : wanted) {
        String entry = name.replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(entry));
        out.write(Files.readAllBytes(folder.resolve(entry)));
      }
    }
    return jar;
  }

  /** The same jar, with classes as a compiler of another Java makes them. */
  static Path withClassVersion(Path jar, Path changed, int version) throws IOException {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar));
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(changed))) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        out.putNextEntry(new JarEntry(entry.getName()));
        byte[] bytes = in.readAllBytes();
        if (entry.getName().endsWith(".class")) {
          bytes[7] = (byte) version; // JVMS 4.1: major_version ends there
        }
        out.write(bytes);
      }
    }
    return changed;
  }

  private static void compile(Path folder, Map<String, String> sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    if (files.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          Stream.of("-d", folder.toString(), "-proc:none", "-sourcepath", folder.toString())
              .toList();
      if (!compiler
          .getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call()) {
        throw new AssertionError(said.toString());
      }
    }
  }
}
