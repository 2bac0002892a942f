package io.offgrid.audit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of one input, in memory where the system has such a place. */
final class FuzzFiles {
  private static final Path MEMORY = Path.of("/dev/shm");

  private FuzzFiles() {}

  /** A new directory that goes when the process does, unless that is killed. */
  static Path directory(String name) {
    try {
      Path parent =
          Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
      Path made = Files.createTempDirectory(parent, "audit-fuzz-" + name + "-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(made)));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes it with all that is in it. */
  static void clear(Path directory) {
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
