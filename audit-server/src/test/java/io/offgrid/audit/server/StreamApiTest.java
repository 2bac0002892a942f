package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.server.EventReader.Event;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /v1/audit/stream}. */
class StreamApiTest {
  @TempDir Path home;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(home);
    server.record(10);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private EventReader open(String query) throws Exception {
    EventReader stream = EventReader.open(server, server.request("/v1/audit/stream" + query));
    stream.awaitComment();
    return stream;
  }

  private static List<Long> ids(EventReader stream, int count) throws Exception {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Event event = stream.next().orElseThrow();
      assertThat(event.name()).isEqualTo("audit");
      assertThat(event.data()).contains("\"seq\":" + event.id() + ",");
      ids.add(Long.valueOf(event.id()));
    }
    return ids;
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void tellsWhatIsRecordedFromNowOn() throws Exception {
    try (EventReader stream = open("")) {
      server.record(3);
      assertThat(ids(stream, 3)).isEqualTo(range(11, 13));
      server.record(2);
      assertThat(ids(stream, 2)).isEqualTo(range(14, 15));
    }
  }

  @Test
  void goesOnWhereAReaderWas() throws Exception {
    try (EventReader stream = open("?after=4")) {
      assertThat(ids(stream, 6)).isEqualTo(range(5, 10));
    }
    try (EventReader stream =
        EventReader.open(
            server, server.request("/v1/audit/stream?after=4").header("Last-Event-ID", "8"))) {
      stream.awaitComment();
      assertThat(ids(stream, 2)).isEqualTo(range(9, 10));
      server.record(1);
      assertThat(ids(stream, 1)).isEqualTo(range(11, 11));
    }
  }

  @Test
  void tellsOnlyWhatIsWanted() throws Exception {
    try (EventReader stream = open("?after=0&type=auth&user=user-2")) {
      assertThat(ids(stream, 1)).containsExactly(8L);
      server.log().recordAndWait(AuditEvent.builder("auth").userId("user-2").build());
      assertThat(ids(stream, 1)).containsExactly(11L);
    }
  }

  @Test
  void catchesUpWithMoreThanOneRound() throws Exception {
    server.record(1500);
    try (EventReader stream = open("?after=0")) {
      assertThat(ids(stream, 1510)).isEqualTo(range(1, 1510));
    }
  }

  @Test
  void saysWhatWasGoneBefore() throws Exception {
    Path log = server.audit().resolve("events.log");
    List<String> lines = Files.readAllLines(log);
    Files.write(
        log, (String.join("\n", lines.subList(6, 10)) + "\n").getBytes(StandardCharsets.UTF_8));
    try (EventReader stream = open("?after=2")) {
      assertThat(stream.next()).contains(new Event("gap", "7", "{\"missing\":4}"));
      assertThat(ids(stream, 4)).isEqualTo(range(7, 10));
    }
  }

  @Test
  void endsWithTheServer() throws Exception {
    try (EventReader stream = open("")) {
      server.close();
      Optional<Event> end;
      try {
        end = stream.next();
      } catch (java.io.IOException e) {
        end = Optional.empty(); // broken off
      }
      assertThat(end).isEmpty();
    }
  }

  @Test
  void refusesWhatIsNoSeq() throws Exception {
    assertThat(server.get("/v1/audit/stream?after=x").detail())
        .isEqualTo("after: 'x' is not the seq of an event");
  }
}
