package io.offgrid.audit.sink.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.runtime.ForwardSettings;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.OnReject;
import io.offgrid.audit.runtime.RetrySettings;
import io.offgrid.audit.runtime.StartAt;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a forwarded log makes of a receiver's no, which may mean the message, or the moment. */
@Timeout(30)
class RelpRefusalTest {
  private static final int COUNT = 30;
  private static final Pattern PARKED = Pattern.compile("(?m)^\\{[^\\n]*?\"seq\":(\\d+)");

  private final InMemoryStore store = InMemoryStore.open(new MemoryDisk());
  private final Set<Long> taken = Collections.synchronizedSet(new TreeSet<>());
  private final CountDownLatch lastTaken = new CountDownLatch(1);

  /** What a receiver says to a message. */
  private interface Answer {
    /**
     * Whether it takes it.
     *
     * @param conversation its number, from 1
     * @param before how many it took in this conversation
     */
    boolean isYes(long seq, int conversation, int before);
  }

  private void talk(RelpReceiver.Peer peer, int conversation, Answer answer) throws IOException {
    peer.open();
    int took = 0;
    for (int asked = 1; ; asked++) {
      int number = peer.take(1).get(0);
      if (peer.messages.size() < asked) {
        peer.acknowledge(number); // its goodbye
        return;
      }
      byte[] message = List.copyOf(peer.messages).get(asked - 1);
      long seq = Long.parseLong(Parsed.of(message).parameters().get("seq"));
      if (answer.isYes(seq, conversation, took)) {
        took++;
        peer.acknowledge(number);
        taken.add(seq);
        if (seq == COUNT) {
          lastTaken.countDown();
        }
      } else {
        peer.answer(number, "500 no");
      }
    }
  }

  /** Forwards so many records until the last one is taken; the numbers of those that are parked. */
  private List<Long> parked(int batch, Answer answer) throws Exception {
    RelpReceiver[] self = new RelpReceiver[1];
    CountDownLatch made = new CountDownLatch(1);
    try (RelpReceiver receiver =
        new RelpReceiver(
            peer -> {
              RelpTransportTest.await(made);
              talk(peer, self[0].connections(), answer);
            })) {
      self[0] = receiver;
      made.countDown();
      ForwardedSink sink =
          new ForwardedSink(
              "siem",
              "syslog",
              () -> SettingsDraft.to(SyslogProtocol.RELP, receiver.port()).sink(),
              settings(batch));
      KeyRing ring = KeyRing.of(SigningKey.parse("a key that is long enough for tests"));
      try (AuditLog log = AuditLogBuilder.on(store, () -> ring).origin("test").sink(sink).open()) {
        log.recordAllAndWait(Collections.nCopies(COUNT, AuditEvent.builder("auth").build()));
        lastTaken.await();
      }
    }
    try (InputStream lines = store.sink("siem").parked()) {
      String text = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
      return PARKED.matcher(text).results().map(line -> Long.valueOf(line.group(1))).toList();
    }
  }

  private static ForwardSettings settings(int batch) {
    return new ForwardSettings(
        true,
        List.of(),
        Optional.empty(),
        batch,
        Duration.ZERO,
        Duration.ofSeconds(50),
        Optional.of(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(2))),
        StartAt.BEGINNING,
        OnReject.PARK,
        Duration.ofSeconds(50));
  }

  private void assertTakenBut(Long... parked) {
    List<Long> all = LongStream.rangeClosed(1, COUNT).boxed().toList();
    Set<Long> expected = new TreeSet<>(all);
    expected.removeAll(Set.of(parked));
    assertThat(taken).isEqualTo(expected);
  }

  @Test
  void parksNothingWhileTheReceiverTakesNothingHoweverOftenItSaysNo() throws Exception {
    assertThat(parked(10, (seq, conversation, before) -> conversation > 40)).isEmpty();
    assertTakenBut();
  }

  @Test
  void parksNothingWhenTheReceiverHasRoomForAFewOnly() throws Exception {
    assertThat(parked(10, (seq, conversation, before) -> before < 3)).isEmpty();
    assertTakenBut();
  }

  @Test
  void parksOnlyWhatIsRefusedForEver() throws Exception {
    assertThat(parked(10, (seq, conversation, before) -> seq != 17)).containsExactly(17L);
    assertTakenBut(17L);
  }

  @Test
  void parksEachOfSeveralThatAreRefusedForEver() throws Exception {
    assertThat(parked(10, (seq, conversation, before) -> seq != 1 && seq != 2 && seq != 20))
        .containsExactly(1L, 2L, 20L);
    assertTakenBut(1L, 2L, 20L);
  }

  @Test
  void parksWhatIsRefusedForEverAlsoWhereAllGoOneByOne() throws Exception {
    assertThat(parked(1, (seq, conversation, before) -> seq != 17)).containsExactly(17L);
    assertTakenBut(17L);
  }
}
