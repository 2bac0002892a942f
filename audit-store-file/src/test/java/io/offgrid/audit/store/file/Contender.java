package io.offgrid.audit.store.file;

import static io.offgrid.audit.testkit.StoreContents.append;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.spi.StoreSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The main class of another process that appends to logs, each by a thread of its own. */
final class Contender {
  private Contender() {}

  /**
   * Arguments: name, rounds, directories. Waits for a line of input at each step. One is a log to
   * hold; {@code try} and a file, to say whether that is locked.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    if (args.length == 2) {
      tryLock(Path.of(args[1]));
      return;
    }
    if (args.length == 1) {
      hold(Path.of(args[0]), in);
      return;
    }
    System.out.println("ready");
    in.readLine();
    List<Thread> threads = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      Path directory = Path.of(args[i]);
      int rounds = Integer.parseInt(args[1]);
      threads.add(new Thread(() -> contend(directory, args[0], rounds)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("done");
  }

  private static void tryLock(Path path) throws IOException {
    try (DiskFile file = JdkDisk.INSTANCE.open(path, Disk.Mode.READ_WRITE)) {
      System.out.println(file.tryLock(0) == null ? "locked" : "free");
    }
  }

  private static void hold(Path directory, BufferedReader in) throws IOException {
    try (FileStore store = FileStore.open(directory);
        StoreSession session = store.exclusive()) {
      System.out.println("holding " + session.activeSize());
      in.readLine();
    }
    System.out.println("done");
  }

  /** Appends one line each time it has the right, and wants it again at once. */
  static void contend(Path directory, String name, int rounds) {
    try (FileStore store = FileStore.open(directory)) {
      for (int i = 0; i < rounds; i++) {
        try (StoreSession session = store.exclusive()) {
          append(session, name + " " + i + "\n");
          session.force();
        }
      }
    }
  }
}
