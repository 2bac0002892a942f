package io.offgrid.audit.testkit;

import static io.offgrid.audit.testkit.StoreContents.append;
import static io.offgrid.audit.testkit.StoreContents.bytes;
import static io.offgrid.audit.testkit.StoreContents.head;
import static io.offgrid.audit.testkit.StoreContents.names;
import static io.offgrid.audit.testkit.StoreContents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every store does. A test class implements this, and {@link ConcurrentStoreContract}, and so
 * inherits the tests; where its backend is missing, {@link #testee()} throws.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES) // Against hanging for ever only.
public interface AuditStoreContract {
  byte[] HEAD = "{\"seq\":0}\n".getBytes(UTF_8);

  /** One more handle on the log of this test, which begins with no log at all. */
  AuditStore testee();

  /** The bytes that {@code keepTorn} kept under this name. */
  Optional<byte[]> torn(String name);

  /** A log that holds this in its active segment, durably. */
  private AuditStore holding(String text) {
    AuditStore store = testee();
    try (StoreSession session = store.exclusive()) {
      session.create(HEAD);
      append(session, text);
      session.force();
    }
    return store;
  }

  @Test
  default void aMissingLogIsAnEmptySnapshotWithoutHead() {
    try (AuditStore store = testee();
        StoreSnapshot snapshot = store.snapshot()) {
      assertThat(snapshot.segments()).isEmpty();
      assertThat(snapshot.head()).isEmpty();
      assertThat(snapshot.headRegular()).isTrue();
      assertThat(store.readHead()).isEmpty();
    }
  }

  @Test
  default void aMissingLogDoesNotExistForAWriterEither() {
    try (AuditStore store = testee();
        StoreSession session = store.exclusive()) {
      assertThat(session.exists()).isFalse();
      assertThat(session.segments()).isEmpty();
      assertThat(session.readHead()).isEmpty();
      assertThat(session.activeSize()).isZero();
      assertThat(session.activeIdentity()).isEmpty();
      assertThatThrownBy(() -> session.write(0, bytes("a\n"))).isInstanceOf(StoreException.class);
    }
  }

  @Test
  default void aNewLogHasAHeadAndAnEmptyActiveSegment() {
    try (AuditStore store = testee();
        StoreSession session = store.exclusive()) {
      session.create(HEAD);

      assertThat(session.exists()).isTrue();
      assertThat(session.readHead()).contains(HEAD);
      assertThat(session.activeSize()).isZero();
      assertThat(session.segments())
          .containsExactly(new Segment("events.log", false, true, session.activeIdentity(), 0));
    }
  }

  @Test
  default void creatingAgainFinishesAHalfMadeLogUnderTheNewHead() {
    try (AuditStore store = testee();
        StoreSession session = store.exclusive()) {
      session.writeHead("{\"seq\":0,\"half".getBytes(UTF_8));
      assertThat(session.exists()).isTrue();

      session.create(HEAD);
      session.create(HEAD);

      assertThat(session.readHead()).contains(HEAD);
      assertThat(names(session.segments())).containsExactly("events.log");
    }
  }

  @Test
  default void creatingOverARecordedLogIsRefused() {
    try (AuditStore store = holding("one\n");
        StoreSession session = store.exclusive()) {
      assertThatThrownBy(() -> session.create("{}".getBytes(UTF_8)))
          .isInstanceOf(StoreException.class);

      assertThat(session.readHead()).contains(HEAD);
      assertThat(read(store)).isEqualTo("one\n");
    }
  }

  @Test
  default void holdsExactlyWhatWasAppendedInOrder() {
    try (AuditStore store = holding("one\n")) {
      try (StoreSession session = store.exclusive()) {
        append(session, "two\n");
        append(session, "three\n");
        session.force();
        assertThat(session.activeSize()).isEqualTo(14);
      }
      assertThat(read(store)).isEqualTo("one\ntwo\nthree\n");
    }
  }

  @Test
  default void writesWhatRemainsInTheBufferAndNothingElse() {
    try (AuditStore store = holding("")) {
      ByteBuffer direct = ByteBuffer.allocateDirect(12);
      direct.put(bytes("--payload---")).position(2).limit(9);
      try (StoreSession session = store.exclusive()) {
        session.write(0, direct);
      }
      assertThat(direct.hasRemaining()).isFalse();
      assertThat(read(store)).isEqualTo("payload");
    }
  }

  @Test
  default void anotherHandleGoesOnWhereTheFirstLeftOff() {
    holding("one\n").close();

    try (AuditStore again = testee()) {
      try (StoreSession session = again.exclusive()) {
        assertThat(session.exists()).isTrue();
        append(session, "two\n");
        session.force();
      }
      assertThat(read(again)).isEqualTo("one\ntwo\n");
      assertThat(head(again)).isEqualTo("{\"seq\":0}\n");
    }
  }

  @Test
  default void rewritesInPlace() {
    try (AuditStore store = holding("one\ntwo\nsix\n")) {
      try (StoreSession session = store.exclusive()) {
        session.write(4, bytes("TWO\n"));
        session.force();
      }
      assertThat(read(store)).isEqualTo("one\nTWO\nsix\n");
    }
  }

  @Test
  default void cutsBackAndWritesOverIt() {
    try (AuditStore store = holding("one\ntwo\nthree\n")) {
      try (StoreSession session = store.exclusive()) {
        session.cutBack(4);
        assertThat(session.activeSize()).isEqualTo(4);
        append(session, "2\n");
        session.force();
      }
      assertThat(read(store)).isEqualTo("one\n2\n");
    }
  }

  @Test
  default void cuttingBackToMoreThanThereIsChangesNothing() {
    try (AuditStore store = holding("one\n");
        StoreSession session = store.exclusive()) {
      session.cutBack(100);

      assertThat(session.activeSize()).isEqualTo(4);
      assertThat(read(store)).isEqualTo("one\n");
    }
  }

  @Test
  default void keepsATornEndUnderANameOfItsOwnEachTime() {
    try (AuditStore store = holding("one\ntorn");
        StoreSession session = store.exclusive()) {
      assertThat(session.keepTorn(4, 2)).isEqualTo("events.log.torn-2-1");
      assertThat(session.keepTorn(6, 2)).isEqualTo("events.log.torn-2-2");
      assertThat(session.keepTorn(0, 1)).isEqualTo("events.log.torn-1-1");

      assertThat(torn("events.log.torn-2-1")).contains("torn".getBytes(UTF_8));
      assertThat(torn("events.log.torn-2-2")).contains("rn".getBytes(UTF_8));
      assertThat(torn("events.log.torn-1-1")).contains("one\ntorn".getBytes(UTF_8));
      assertThat(names(session.segments())).containsExactly("events.log");
      assertThat(read(store)).isEqualTo("one\ntorn");
    }
  }

  @Test
  default void sealsUnderRisingNumbersAndGoesOnInANewSegment() {
    try (AuditStore store = holding("one\n")) {
      try (StoreSession session = store.exclusive()) {
        session.seal();
        append(session, "two\n");
        session.seal();
        append(session, "three\n");
        session.force();
        assertThat(names(session.segments()))
            .containsExactly("events.log.1", "events.log.2", "events.log");
        assertThat(session.segments())
            .extracting(Segment::sealed)
            .containsExactly(true, true, false);
        assertThat(session.segments()).extracting(Segment::size).containsExactly(4L, 4L, 6L);
      }
      assertThat(read(store)).isEqualTo("one\ntwo\nthree\n");
    }
  }

  @Test
  default void listsTenAfterNine() {
    try (AuditStore store = holding("x\n");
        StoreSession session = store.exclusive()) {
      for (int i = 0; i < 10; i++) {
        append(session, i + "\n");
        session.seal();
      }
      assertThat(names(session.segments()))
          .endsWith("events.log.8", "events.log.9", "events.log.10", "events.log");
      assertThat(read(store)).isEqualTo("x\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    }
  }

  @Test
  default void aSegmentKeepsItsIdentityWhenItIsSealed() {
    try (AuditStore store = holding("one\n");
        StoreSession session = store.exclusive()) {
      String first = session.activeIdentity();
      append(session, "two\n");
      assertThat(session.activeIdentity()).isEqualTo(first);

      session.seal();

      assertThat(session.activeIdentity()).isNotEqualTo(first).isNotEmpty();
      assertThat(session.segments())
          .extracting(Segment::identity)
          .containsExactly(first, session.activeIdentity());
    }
  }

  @Test
  default void anotherHandleSeesThatTheActiveSegmentIsAnotherOne() {
    try (AuditStore store = holding("one\n");
        AuditStore other = testee()) {
      String before;
      try (StoreSession session = store.exclusive()) {
        before = session.activeIdentity();
      }
      try (StoreSession session = other.exclusive()) {
        assertThat(session.activeIdentity()).isEqualTo(before);
        session.seal();
      }
      try (StoreSession session = store.exclusive()) {
        assertThat(session.activeIdentity()).isNotEqualTo(before);
        assertThat(session.activeSize()).isZero();
        append(session, "two\n");
        session.force();
      }
      assertThat(read(other)).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  default void makingAnActiveSegmentWhereThereIsOneChangesNothing() {
    try (AuditStore store = holding("one\n");
        StoreSession session = store.exclusive()) {
      String before = session.activeIdentity();

      session.createActive();

      assertThat(session.activeIdentity()).isEqualTo(before);
      assertThat(read(store)).isEqualTo("one\n");
    }
  }

  @Test
  default void theHeadIsReplacedWholeByALongerAndByAShorterOne() {
    try (AuditStore store = holding("")) {
      try (StoreSession session = store.exclusive()) {
        session.writeHead("{\"seq\":123456}\n".getBytes(UTF_8));
        assertThat(head(store)).isEqualTo("{\"seq\":123456}\n");

        session.writeHead("{\"seq\":7}\n".getBytes(UTF_8));
        session.forceHead();
        assertThat(session.readHead()).contains("{\"seq\":7}\n".getBytes(UTF_8));
      }
      assertThat(head(store)).isEqualTo("{\"seq\":7}\n");
    }
  }

  @Test
  default void aSessionReadsItsSegmentsAtAnyPosition() {
    try (AuditStore store = holding("one\ntwo\n");
        StoreSession session = store.exclusive();
        SegmentReader reader = session.open(session.segments().get(0))) {
      ByteBuffer into = ByteBuffer.allocate(100);

      assertThat(reader.read(2, into)).isEqualTo(6);
      assertThat(new String(into.array(), 0, into.position(), UTF_8)).isEqualTo("e\ntwo\n");
      assertThat(reader.read(8, into)).isZero();
      assertThat(reader.read(1_000, into)).isZero();
      assertThat(reader.read(3, ByteBuffer.allocate(0))).isZero();
      assertThat(reader.size()).isEqualTo(8);
    }
  }

  @Test
  default void aSnapshotHoldsStillWhileOthersAppendAndSeal() {
    try (AuditStore store = holding("one\n");
        StoreSnapshot snapshot = store.snapshot()) {
      try (StoreSession session = store.exclusive()) {
        append(session, "two\n");
        session.seal();
        append(session, "three\n");
        session.writeHead("{\"seq\":3}\n".getBytes(UTF_8));
      }
      assertThat(names(snapshot.segments())).containsExactly("events.log");
      assertThat(snapshot.head()).contains(HEAD);
      assertThat(read(snapshot, snapshot.segments().get(0))).isEqualTo("one\n");
    }
  }

  @Test
  default void aReaderOfTheActiveSegmentSeesItGrowAndShrink() {
    try (AuditStore store = holding("one\n");
        StoreSnapshot snapshot = store.snapshot();
        SegmentReader reader = snapshot.open(snapshot.segments().get(0));
        StoreSession session = store.exclusive()) {
      append(session, "two\n");
      assertThat(reader.size()).isEqualTo(8);
      assertThat(read(reader, 8)).isEqualTo("one\ntwo\n");

      session.cutBack(3);
      assertThat(reader.size()).isEqualTo(3);
      assertThat(read(reader, 8)).isEqualTo("one");
    }
  }

  @Test
  default void readingWorksWhileSomeoneHasTheRightToAppend() {
    try (AuditStore store = holding("one\n");
        AuditStore other = testee();
        StoreSession session = store.exclusive()) {
      append(session, "two\n");

      assertThat(read(other)).isEqualTo("one\ntwo\n");
      assertThat(read(store)).isEqualTo("one\ntwo\n");
      assertThat(head(other)).isEqualTo("{\"seq\":0}\n");
      assertThat(store.check()).isEmpty();
    }
  }

  @Test
  default void aReaderClosedTwiceAndASnapshotClosedTwiceAreFine() {
    try (AuditStore store = holding("one\n")) {
      StoreSnapshot snapshot = store.snapshot();
      SegmentReader reader = snapshot.open(snapshot.segments().get(0));
      reader.close();
      reader.close();
      snapshot.close();
      snapshot.close();
      assertThat(read(store)).isEqualTo("one\n");
    }
  }

  @Test
  default void aSessionClosedTwiceGivesOneRightBack() {
    try (AuditStore store = holding("one\n")) {
      StoreSession first = store.exclusive();
      first.close();
      try (StoreSession second = store.exclusive()) {
        first.close();
        append(second, "two\n");
        assertThatThrownBy(first::activeSize).isInstanceOf(StoreException.class);
      }
      assertThat(read(store)).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  default void aClosedStoreRefusesAndItsSessionStillGivesTheRightBack() {
    AuditStore store = holding("one\n");
    StoreSession session = store.exclusive();
    store.close();
    store.close();

    assertThatThrownBy(session::activeSize).isInstanceOf(StoreException.class);
    assertThatThrownBy(store::exclusive).isInstanceOf(StoreException.class);
    session.close();
    try (AuditStore other = testee();
        StoreSession next = other.exclusive()) {
      assertThat(next.activeSize()).isEqualTo(4);
    }
  }

  @Test
  default void closingOneHandleLeavesTheOthersAlone() {
    try (AuditStore store = holding("one\n")) {
      AuditStore other = testee();
      try (StoreSession session = store.exclusive()) {
        other.close();
        append(session, "two\n");
        session.force();
      }
      assertThat(read(store)).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  default void saysWhereItIsAndThatItIsWell() {
    try (AuditStore store = testee()) {
      assertThat(store.location()).isNotBlank();
      assertThat(store.check()).isEmpty();
    }
    try (AuditStore store = holding("one\n")) {
      assertThat(store.check()).isEmpty();
      assertThat(List.of(store.location())).doesNotContain("");
    }
  }

  @Test
  default void tellsHowMuchRoomThereIsWhereItCan() {
    AuditStore store = testee();
    OptionalLong before = store.usableBytes();
    holding("one\n").close();
    OptionalLong after = store.usableBytes();
    store.close();
    assertThat(before.orElse(1)).as("before there is a log").isPositive();
    assertThat(after.orElse(1)).as("with a log").isPositive();
    assertThat(after.isPresent()).isEqualTo(before.isPresent());
    assertThatCode(store::usableBytes).as("of a closed store").doesNotThrowAnyException();
  }
}
