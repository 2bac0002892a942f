package io.offgrid.audit.testkit;

import static io.offgrid.audit.testkit.StoreContents.append;
import static io.offgrid.audit.testkit.StoreContents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store does when many use it at once. */
@Timeout(value = 2, unit = TimeUnit.MINUTES) // Against hanging for ever only.
public interface ConcurrentStoreContract {
  /** See {@link AuditStoreContract#testee()}. */
  AuditStore testee();

  @Test
  default void oneThreadAtATimeHasTheRightWhateverItsHandle() throws Exception {
    int threads = 4;
    int rounds = 250;
    AtomicInteger holders = new AtomicInteger();
    List<Callable<Integer>> writers = new ArrayList<>();
    try (AuditStore shared = testee();
        AuditStore other = testee()) {
      create(shared);
      for (int t = 0; t < threads; t++) {
        AuditStore store = t % 2 == 0 ? shared : other;
        String name = "writer" + t;
        writers.add(() -> appendLines(store, name, rounds, holders));
      }
      assertThat(runAll(writers)).containsOnly(1);
      List<String> lines = read(shared).lines().toList();
      assertThat(lines).hasSize(threads * rounds);
      for (int t = 0; t < threads; t++) {
        String name = "writer" + t + " ";
        assertThat(lines.stream().filter(line -> line.startsWith(name)))
            .containsExactlyElementsOf(IntStream.range(0, rounds).mapToObj(i -> name + i).toList());
      }
    }
  }

  private static void create(AuditStore store) {
    try (StoreSession session = store.exclusive()) {
      session.create("{}\n".getBytes(UTF_8));
    }
  }

  /** The most that ever had the right at once. */
  private static int appendLines(AuditStore store, String name, int rounds, AtomicInteger holders) {
    int most = 0;
    for (int i = 0; i < rounds; i++) {
      try (StoreSession session = store.exclusive()) {
        most = Math.max(most, holders.incrementAndGet());
        append(session, name + " " + i + "\n");
        holders.decrementAndGet();
      }
    }
    return most;
  }

  private static <T> List<T> runAll(List<Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void snapshotsAreWholeWhileAWriterAppendsAndSeals() throws Exception {
    int rounds = 300;
    AtomicBoolean done = new AtomicBoolean();
    try (AuditStore writing = testee();
        AuditStore reading = testee()) {
      create(writing);
      Callable<Integer> writer =
          () -> {
            try {
              return appendAndSeal(writing, rounds);
            } finally {
              done.set(true);
            }
          };
      Callable<Integer> reader = () -> checkUntil(reading, done);
      assertThat(runAll(List.of(writer, reader)).get(0)).isEqualTo(rounds);
      assertThat(read(reading)).isEqualTo(counted(rounds));
    }
  }

  private static int appendAndSeal(AuditStore store, int rounds) {
    for (int i = 0; i < rounds; i++) {
      try (StoreSession session = store.exclusive()) {
        append(session, i + "\n");
        if (i % 25 == 24) {
          session.seal();
        }
      }
    }
    return rounds;
  }

  /** Every view holds 0, 1, 2, … up to somewhere, never less than the view before. */
  private static int checkUntil(AuditStore store, AtomicBoolean done) {
    int seen = 0;
    while (!done.get()) {
      String all = read(store);
      int lines = (int) all.lines().count();
      assertThat(all).isEqualTo(counted(lines));
      assertThat(lines).isGreaterThanOrEqualTo(seen);
      seen = lines;
    }
    return seen;
  }

  private static String counted(int lines) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, lines).forEach(i -> text.append(i).append('\n'));
    return text.toString();
  }
}
