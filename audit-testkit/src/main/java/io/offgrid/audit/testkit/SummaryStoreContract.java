package io.offgrid.audit.testkit;

import static io.offgrid.audit.testkit.StoreContents.append;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store does that keeps summaries beside sealed segments. */
public interface SummaryStoreContract {
  /** One more handle on the log of this test, which begins with no log at all. */
  AuditStore testee();

  /** A log with two sealed segments and an empty active one. */
  private AuditStore sealedTwice() {
    AuditStore store = testee();
    try (StoreSession session = store.exclusive()) {
      session.create(AuditStoreContract.HEAD);
      append(session, "one\n");
      session.seal();
      append(session, "two\n");
      session.seal();
    }
    return store;
  }

  private static Segment segment(AuditStore store, int index) {
    try (StoreSnapshot snapshot = store.snapshot()) {
      return snapshot.segments().get(index);
    }
  }

  private static Optional<String> summary(AuditStore store, Segment segment) {
    try (StoreSnapshot snapshot = store.snapshot()) {
      return snapshot.readSummary(segment).map(bytes -> new String(bytes, UTF_8));
    }
  }

  @Test
  default void aSegmentHasNoSummaryUntilOneIsKept() {
    try (AuditStore store = sealedTwice()) {
      assertThat(summary(store, segment(store, 0))).isEmpty();
    }
  }

  @Test
  default void whatIsKeptIsFoundByOthersAndBesideThatSegmentAlone() {
    try (AuditStore store = sealedTwice();
        AuditStore other = testee()) {
      store.keepSummary(segment(store, 0), "first".getBytes(UTF_8));

      assertThat(summary(other, segment(other, 0))).contains("first");
      assertThat(summary(other, segment(other, 1))).isEmpty();
      assertThat(StoreContents.read(other)).isEqualTo("one\ntwo\n");
      assertThat(StoreContents.names(List.of(segment(other, 0), segment(other, 1))))
          .containsExactly("events.log.1", "events.log.2");
    }
  }

  @Test
  default void keepingAgainReplacesAlsoALongerOne() {
    try (AuditStore store = sealedTwice()) {
      store.keepSummary(segment(store, 0), "x".repeat(100_000).getBytes(UTF_8));
      store.keepSummary(segment(store, 0), "short".getBytes(UTF_8));

      assertThat(summary(store, segment(store, 0))).contains("short");
    }
  }

  @Test
  default void nothingIsKeptForASegmentThatIsGoneOrForTheActiveOne() {
    try (AuditStore store = sealedTwice()) {
      Segment first = segment(store, 0);
      Segment stranger = new Segment(first.name(), true, true, "another piece", first.size());
      store.keepSummary(stranger, "stray".getBytes(UTF_8));
      store.keepSummary(segment(store, 2), "stray".getBytes(UTF_8));

      assertThat(summary(store, first)).isEmpty();
      assertThat(summary(store, segment(store, 2))).isEmpty();
    }
  }

  @Test
  default void aWriterMayHaveTheRightMeanwhile() {
    try (AuditStore store = sealedTwice();
        AuditStore other = testee();
        StoreSession session = store.exclusive()) {
      other.keepSummary(segment(other, 0), "kept".getBytes(UTF_8));

      assertThat(summary(store, session.segments().get(0))).contains("kept");
    }
  }
}
