package io.offgrid.audit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.SinkState.Claim;
import io.offgrid.audit.spi.SinkState.ParkedExtent;
import io.offgrid.audit.spi.SinkState.Slot;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every store does for sinks. */
public interface SinkStateContract {
  /** One more handle on the log of this test, which begins with no log at all. */
  AuditStore testee();

  private static Optional<String> read(SinkState state, Slot slot) {
    return state.read(slot).map(bytes -> new String(bytes, UTF_8));
  }

  private static String parked(SinkState state) {
    try (InputStream in = state.parked()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void aSinkBeginsWithNothing() {
    try (AuditStore store = testee()) {
      SinkState state = store.sink("siem");
      assertThat(Slot.values()).allSatisfy(slot -> assertThat(read(state, slot)).isEmpty());
      assertThat(state.everClaimed()).isFalse();
      assertThat(parked(state)).isEmpty();
    }
  }

  @Test
  default void whatIsWrittenIsFoundByOthersInThatSlotOfThatSinkAlone() {
    try (AuditStore store = testee();
        AuditStore other = testee()) {
      store.sink("siem").write(Slot.CURSOR, "here".getBytes(UTF_8));
      assertThat(read(other.sink("siem"), Slot.CURSOR)).contains("here");
      assertThat(read(other.sink("siem"), Slot.REPLAY)).isEmpty();
      assertThat(read(other.sink("siem-2"), Slot.CURSOR)).isEmpty();
    }
  }

  @Test
  default void writingReplacesAlsoWhatWasLongerAndClearingLeavesNothing() {
    try (AuditStore store = testee()) {
      SinkState state = store.sink("siem");
      state.write(Slot.CURSOR, "x".repeat(SinkState.MAX_SLOT_BYTES).getBytes(UTF_8));
      state.write(Slot.CURSOR, "short".getBytes(UTF_8));
      assertThat(read(state, Slot.CURSOR)).contains("short");
      state.clear(Slot.CURSOR);
      state.clear(Slot.CURSOR);
      assertThat(read(state, Slot.CURSOR)).isEmpty();
    }
  }

  /** Two writers and a reader: only whole contents are ever seen. */
  @Test
  default void aReaderSeesTheOldOrTheNewContentNeverAMixture() throws InterruptedException {
    try (AuditStore store = testee()) {
      SinkState state = store.sink("siem");
      byte[] ones = "1".repeat(300).getBytes(UTF_8);
      byte[] twos = "2".repeat(400).getBytes(UTF_8);
      state.write(Slot.CURSOR, ones);
      List<Thread> writers = new ArrayList<>();
      CountDownLatch done = new CountDownLatch(2);
      for (byte[] content : List.of(ones, twos)) {
        Thread writer =
            new Thread(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    state.write(Slot.CURSOR, content);
                  }
                  done.countDown();
                });
        writers.add(writer);
        writer.start();
      }
      while (done.getCount() > 0) {
        byte[] seen = state.read(Slot.CURSOR).orElseThrow();
        assertThat(Arrays.equals(seen, ones) || Arrays.equals(seen, twos)).isTrue();
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }

  @Test
  default void oneAtATimeHasTheClaimAndAnotherGetsItWhenItIsGivenBack() {
    try (AuditStore store = testee();
        AuditStore other = testee()) {
      Claim claim = store.sink("siem").claim().orElseThrow();
      assertThat(store.sink("siem").claim()).isEmpty();
      assertThat(other.sink("siem").claim()).isEmpty();
      other.sink("another").claim().orElseThrow().close();
      claim.close();
      claim.close();
      Claim next = other.sink("siem").claim().orElseThrow();
      claim.close();
      assertThat(store.sink("siem").claim()).isEmpty();
      next.close();
    }
  }

  @Test
  default void aSinkThatWasEverClaimedStaysKnown() {
    try (AuditStore store = testee();
        AuditStore other = testee()) {
      store.sink("siem").claim().orElseThrow().close();
      assertThat(other.sink("siem").everClaimed()).isTrue();
      assertThat(other.sink("another").everClaimed()).isFalse();
    }
  }

  @Test
  default void parkedLinesAreKeptInTheirOrder() {
    try (AuditStore store = testee();
        AuditStore other = testee()) {
      store.sink("siem").park("{\"seq\":1}".getBytes(UTF_8));
      other.sink("siem").park("{\"seq\":2}".getBytes(UTF_8));
      assertThat(parked(store.sink("siem"))).isEqualTo("{\"seq\":1}\n{\"seq\":2}\n");
      assertThat(parked(store.sink("another"))).isEmpty();
    }
  }

  /** Where a store can tell. */
  @Test
  default void theExtentOfWhatWasParkedIsWhatThereIsToRead() {
    try (AuditStore store = testee()) {
      SinkState state = store.sink("siem");
      state.parkedExtent().ifPresent(extent -> assertThat(extent.bytes()).isZero());
      state.park("{\"seq\":1}".getBytes(UTF_8));
      Optional<ParkedExtent> one = state.parkedExtent();
      one.ifPresent(extent -> assertThat(extent.bytes()).isEqualTo(parked(state).length()));
      assertThat(state.parkedExtent()).isEqualTo(one);
      state.park("{\"seq\":2}".getBytes(UTF_8));
      assertThat(state.parkedExtent())
          .isEqualTo(one.map(e -> new ParkedExtent(e.identity(), 2 * e.bytes())));
    }
  }
}
