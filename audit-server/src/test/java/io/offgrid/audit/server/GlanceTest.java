package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who looks often costs little, and waits for nothing that hangs. */
@Timeout(60)
class GlanceTest {
  private static final Glance.Timing TIMING =
      new Glance.Timing(Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofSeconds(15));

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();
  private final ExecutorService hanging = Executors.newCachedThreadPool();
  private final CountDownLatch hangs = new CountDownLatch(1);

  @AfterEach
  void end() {
    hangs.countDown();
    hanging.shutdown();
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void looksAgainWhenItIsTime() {
    Glance<Integer> glance =
        new Glance<>("count", looks::incrementAndGet, TIMING, Runnable::run, nanos::get);
    assertThat(glance.now()).contains(1);
    pass(4);
    assertThat(glance.now()).contains(1);
    pass(1);
    assertThat(glance.now()).contains(2);
    assertThat(glance.now()).contains(2);
  }

  @Test
  void aLookThatFailsSeesNothing() {
    Deque<Supplier<String>> all = new ArrayDeque<>();
    all.add(() -> "seen");
    all.add(
        () -> {
          throw new IllegalStateException("no");
        });
    all.add(() -> "seen again");
    Glance<String> glance =
        new Glance<>("it", () -> all.remove().get(), TIMING, Runnable::run, nanos::get);
    assertThat(glance.now()).contains("seen");
    pass(5);
    assertThat(glance.now()).isEmpty();
    assertThat(glance.now()).isEmpty();
    pass(5);
    assertThat(glance.now()).contains("seen again");
  }

  private Integer countOrHang() {
    int count = looks.incrementAndGet();
    try {
      if (count == 2) {
        hangs.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return count;
  }

  @Test
  void whatWasSeenLastWillDoForALittleWhenTheNextLookHangs() {
    Glance<Integer> glance = new Glance<>("it", this::countOrHang, TIMING, hanging, nanos::get);
    while (glance.now().isEmpty()) { // within the millisecond, or when it comes
      Thread.onSpinWait();
    }
    assertThat(glance.now()).contains(1);
    pass(5);
    assertThat(glance.now()).contains(1);
    pass(10);
    assertThat(glance.now()).as("as old as it may be").contains(1);
    pass(1);
    assertThat(glance.now()).isEmpty();
    assertThat(looks).as("one at a time").hasValue(2);
  }

  @Test
  void aLookThatHangsAtFirstSeesNothing() {
    looks.set(1);
    Glance<Integer> glance = new Glance<>("it", this::countOrHang, TIMING, hanging, nanos::get);
    assertThat(glance.now()).isEmpty();
    pass(60);
    assertThat(glance.now()).isEmpty();
    assertThat(looks).hasValue(2);
  }
}
