package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewKeyFileTest {
  private static final int RACERS = 8;

  @TempDir Path folder;

  /** Makes the file when it is told to, and tells the fingerprint of what is then in it. */
  static final class Maker {
    private Maker() {}

    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      System.out.println("ready");
      if (System.in.read() >= 0) {
        NewKeyFile.createUnlessThere(file);
        System.out.println(new KeyFile(file).load().current().id());
      }
    }
  }

  @Test
  void holdsThirtyTwoRandomBytesForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("audit.key");
    NewKeyFile.createUnlessThere(file);
    assertThat(file).content().matches("hex:[0-9a-f]{64}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Path other = folder.resolve("other.key");
    NewKeyFile.createUnlessThere(other);
    assertThat(Files.readString(other)).isNotEqualTo(Files.readString(file));
  }

  @Test
  void standsAloneInFoldersForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("a/b/audit.key");
    NewKeyFile.createUnlessThere(file);
    for (Path made : List.of(folder.resolve("a"), folder.resolve("a/b"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
    try (var names = Files.list(file.getParent())) {
      assertThat(names).containsExactly(file);
    }
  }

  @Test
  void neverReplacesWhatIsThere() throws IOException {
    Path file = Files.writeString(folder.resolve("audit.key"), "mine");
    NewKeyFile.createUnlessThere(file);
    assertThat(file).hasContent("mine");
  }

  @Test
  void neverReplacesALinkThatPointsNowhere() throws IOException {
    Path file = Files.createSymbolicLink(folder.resolve("audit.key"), folder.resolve("gone"));
    NewKeyFile.createUnlessThere(file);
    assertThat(folder.resolve("gone")).doesNotExist();
  }

  @Test
  void isMadeBesideTheDraftOfACrash() throws IOException {
    Files.writeString(folder.resolve("audit.key.1f2e3d"), "hex:00");
    Path file = folder.resolve("audit.key");
    NewKeyFile.createUnlessThere(file);
    assertThat(file).content().matches("hex:[0-9a-f]{64}\n");
  }

  @Test
  void saysWhyItCannotBeMade() throws IOException {
    Path blocked = Files.writeString(folder.resolve("f"), "");
    assertThatThrownBy(() -> NewKeyFile.createUnlessThere(blocked.resolve("audit.key")))
        .isInstanceOf(AuditException.class)
        .hasMessage(
            "the key file %s cannot be made: there is something else in its place; a key can also be named by hmac_key_file or hmac_key",
            blocked.resolve("audit.key"));
  }

  @Test
  void isOneForAllThreadsThatTryAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    try {
      for (int round = 0; round < 50; round++) {
        Path file = folder.resolve("audit.key" + round);
        CyclicBarrier start = new CyclicBarrier(RACERS);
        Callable<String> racer =
            () -> {
              start.await();
              NewKeyFile.createUnlessThere(file);
              return Files.readString(file);
            };
        List<Future<String>> racers = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
          racers.add(threads.submit(racer));
        }
        Set<String> seen = new HashSet<>();
        for (Future<String> future : racers) {
          seen.add(future.get());
        }
        assertThat(seen).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void isOneForAllProcessesThatTryAtOnce() throws Exception {
    Path file = folder.resolve("new/audit.key");
    List<Process> processes = new ArrayList<>();
    try {
      List<BufferedReader> outputs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Process process = start(file);
        processes.add(process);
        outputs.add(
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
      }
      for (BufferedReader output : outputs) {
        assertThat(output.readLine()).isEqualTo("ready");
      }
      for (Process process : processes) {
        OutputStream input = process.getOutputStream();
        input.write('\n');
        input.flush();
      }
      String id = null;
      for (BufferedReader output : outputs) {
        String told = output.readLine();
        assertThat(told).matches("[0-9a-f]{8}");
        assertThat(told).isEqualTo(id == null ? told : id);
        id = told;
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    try (var names = Files.list(folder.resolve("new"))) {
      assertThat(names).containsExactly(file);
    }
  }

  private static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Maker.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
