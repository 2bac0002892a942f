package io.offgrid.audit.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.CreationException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Classes compiled for the Java that runs this, which may be newer than what Guice can read. It
 * reads class files for the line numbers in its errors alone, and does without them.
 */
class NewestClassFilesTest {
  private static final String GOOD =
      """
      import io.offgrid.audit.intercept.*;

      public class Door implements Runnable {
        @Audited("door_open")
        public void run() {}
      }
      """;
  private static final String BAD = GOOD.replace("public void run", "public final void run");

  @TempDir Path folder;
  private final Journal journal = new Journal();

  @AfterEach
  void close() {
    journal.close();
  }

  private Class<? extends Runnable> compiled(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Door.java"), source);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                String.valueOf(Runtime.version().feature()),
                "-proc:none",
                "-classpath",
                System.getProperty("java.class.path"),
                file.toString());
    assertThat(status).isZero();
    byte[] bytes = Files.readAllBytes(folder.resolve("Door.class"));
    assertThat(bytes[7]).isEqualTo((byte) (44 + Runtime.version().feature()));
    URL[] place = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(place, getClass().getClassLoader())) {
      return loader.loadClass("Door").asSubclass(Runnable.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void areIntercepted() throws IOException {
    journal.make(compiled(GOOD)).run();
    assertThat(journal.only().type()).isEqualTo("door_open");
  }

  @Test
  void haveTheirMistakesTold() throws IOException {
    Class<? extends Runnable> door = compiled(BAD);
    assertThatThrownBy(() -> journal.make(door))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("Door.run(): is final, and Guice intercepts by overriding");
  }
}
