package io.offgrid.audit.testkit;

import static io.offgrid.audit.testkit.StoreContents.append;
import static io.offgrid.audit.testkit.StoreContents.bytes;
import static io.offgrid.audit.testkit.StoreContents.names;
import static io.offgrid.audit.testkit.StoreContents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.Aside;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store does when segments are deleted, and when a log is set aside. */
public interface WholeLogStoreContract {
  /** One more handle on the log of this test, which begins with no log at all. */
  AuditStore testee();

  /** The bytes of a segment, or of {@code chain.hash}, that was set aside to this place. */
  Optional<byte[]> aside(String place, String file);

  /** A log of three segments: one, two, three. */
  private AuditStore threeSegments() {
    AuditStore store = testee();
    try (StoreSession session = store.exclusive()) {
      session.create(AuditStoreContract.HEAD);
      for (String line : List.of("one\n", "two\n")) {
        append(session, line);
        session.seal();
      }
      append(session, "three\n");
      session.force();
    }
    return store;
  }

  @Test
  default void deletesASealedSegmentAndNoOther() {
    try (AuditStore store = threeSegments();
        StoreSession session = store.exclusive()) {
      session.delete(session.segments().get(0));

      assertThat(names(session.segments())).containsExactly("events.log.2", "events.log");
      assertThat(read(store)).isEqualTo("two\nthree\n");
    }
  }

  @Test
  default void deletingASegmentThatIsGoneDoesNothing() {
    try (AuditStore store = threeSegments();
        StoreSession session = store.exclusive()) {
      Segment first = session.segments().get(0);
      session.delete(first);
      session.delete(first);

      assertThat(read(store)).isEqualTo("two\nthree\n");
    }
  }

  /** Never that it ended earlier: that would look like tampering to whoever verifies meanwhile. */
  @Test
  default void aReaderOfASegmentDeletedMeanwhileReadsItOrSaysThatItIsGone() {
    try (AuditStore store = threeSegments();
        StoreSnapshot snapshot = store.snapshot();
        SegmentReader reader = snapshot.open(snapshot.segments().get(0))) {
      try (StoreSession session = store.exclusive()) {
        session.delete(snapshot.segments().get(0));
      }
      assertThat(readOr("gone", reader)).isIn("one\n", "gone");
    }
  }

  private static String readOr(String gone, SegmentReader reader) {
    try {
      return read(reader, 4);
    } catch (SegmentGoneException e) {
      return gone;
    }
  }

  @Test
  default void neverDeletesTheActiveSegment() {
    try (AuditStore store = threeSegments();
        StoreSession session = store.exclusive()) {
      session.delete(session.segments().get(2));

      assertThat(read(store)).isEqualTo("one\ntwo\nthree\n");
    }
  }

  @Test
  default void numbersBeginAgainAfterAllSealedSegmentsAreDeleted() {
    try (AuditStore store = threeSegments();
        StoreSession session = store.exclusive()) {
      session.segments().subList(0, 2).forEach(session::delete);
      session.seal();

      assertThat(names(session.segments())).containsExactly("events.log.1", "events.log");
    }
  }

  @Test
  default void aPreparedPlaceLeavesTheLogAsItIs() {
    try (AuditStore store = threeSegments();
        StoreSession session = store.exclusive()) {
      String place = session.prepareAside("set-aside-1-3", name -> line(name));

      assertThat(place).isEqualTo("set-aside-1-3");
      assertThat(read(store)).isEqualTo("one\ntwo\nthree\n");
      assertThat(session.asides()).hasSize(1);
      Aside aside = session.asides().get(0);
      assertThat(aside.name()).isEqualTo(place);
      assertThat(aside.next()).isEqualTo(line("set-aside-1-3"));
      assertThat(aside.head()).isNull();
    }
  }

  @Test
  default void setsTheWholeLogAsideAndGoesOnWithThePreparedLine() {
    try (AuditStore store = threeSegments();
        StoreSession session = store.exclusive()) {
      String place = session.prepareAside("set-aside-1-3", name -> line(name));
      session.finishAside(place);

      assertThat(names(session.segments())).containsExactly("events.log");
      assertThat(read(store)).isEqualTo("first of set-aside-1-3\n");
      assertThat(aside(place, "events.log.1")).contains("one\n".getBytes(UTF_8));
      assertThat(aside(place, "events.log.2")).contains("two\n".getBytes(UTF_8));
      assertThat(aside(place, "events.log")).contains("three\n".getBytes(UTF_8));
      assertThat(session.asides().get(0).next()).isNull();
      assertThat(session.asides().get(0).head()).isEqualTo(AuditStoreContract.HEAD);
    }
  }

  @Test
  default void appendsToTheNewLogAfterSettingAside() {
    try (AuditStore store = threeSegments()) {
      try (StoreSession session = store.exclusive()) {
        session.finishAside(session.prepareAside("set-aside-1-3", name -> line(name)));
        session.write(session.activeSize(), bytes("second\n"));
        session.force();
        session.seal();
      }
      try (StoreSession session = store.exclusive()) {
        append(session, "third\n");
        assertThat(names(session.segments())).containsExactly("events.log.1", "events.log");
      }
      assertThat(read(store)).isEqualTo("first of set-aside-1-3\nsecond\nthird\n");
    }
  }

  @Test
  default void aTakenNameGetsAnotherOneLikeIt() {
    try (AuditStore store = threeSegments();
        StoreSession session = store.exclusive()) {
      session.finishAside(session.prepareAside("set-aside-1-3", name -> line(name)));
      String second = session.prepareAside("set-aside-1-3", name -> line(name));

      assertThat(second).isEqualTo("set-aside-1-3-2");
      assertThat(session.asides().get(1).next()).isEqualTo(line("set-aside-1-3-2"));
    }
  }

  @Test
  default void finishingWhatWasNotPreparedIsRefusedAndMovesNothing() {
    try (AuditStore store = threeSegments();
        StoreSession session = store.exclusive()) {
      String place = session.prepareAside("set-aside-1-3", name -> line(name));
      session.finishAside(place);

      assertThatThrownBy(() -> session.finishAside(place)).isInstanceOf(StoreException.class);
      assertThat(read(store)).isEqualTo("first of set-aside-1-3\n");
    }
  }

  private static byte[] line(String name) {
    return ("first of " + name + "\n").getBytes(UTF_8);
  }
}
