package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a stream follows a log that is not as its head says. */
@Timeout(120)
class LiveHandlerTest {
  @TempDir Path home;
  private final EventStreams streams = new EventStreams(1);
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(home);
    server.record(10);
  }

  @AfterEach
  void stop() {
    streams.close();
    server.close();
  }

  /** Takes what is written, and is gone after the third sign that the other side is there. */
  private static final class Reader extends OutputStream {
    private final StringBuilder text = new StringBuilder();
    private int beats;
    private int flushes;

    @Override
    public void write(int b) {
      throw new AssertionError("a byte at a time");
    }

    @Override
    public void write(byte[] bytes) {
      String part = new String(bytes, StandardCharsets.UTF_8);
      text.append(part);
      beats += part.startsWith(":") ? 1 : 0;
    }

    @Override
    public void flush() throws IOException {
      flushes++;
      assertThat(flushes).as("rounds in which nothing is sent").isLessThan(100);
      if (beats == 3) {
        throw new IOException("the reader is gone");
      }
    }
  }

  private Reader follow(long after) {
    LiveHead head = new LiveHead(server.log(), System::nanoTime);
    LiveHandler handler = new LiveHandler(server.log(), head, streams, Clock.systemUTC(), 1);
    Reader reader = new Reader();
    AuditQuery all = AuditQuery.builder().build();
    assertThatThrownBy(() -> handler.follow(all, after, new EventStreams.Stream(reader)))
        .hasMessage("the reader is gone");
    return reader;
  }

  /** It would take a core, and nobody would notice that the reader is gone. */
  @Test
  void waitsAndShowsThatItIsThereWhereTheLogEndsBeforeItsHead() throws Exception {
    Path log = server.audit().resolve("events.log");
    List<String> lines = Files.readAllLines(log);
    Files.writeString(log, String.join("\n", lines.subList(0, 8)) + "\n");
    Reader reader = follow(7);
    assertThat(reader.text.toString())
        .isEqualTo(
            ": still here\n\nevent: audit\nid: 8\ndata: %s\n\n: still here\n\n: still here\n\n"
                .formatted(lines.get(7)));
  }

  /** A stream that has just read what came after the last look at the head must not begin anew. */
  @Test
  void takesALogThatGrewSinceItLookedForNoOther() throws Exception {
    LiveHead head = new LiveHead(server.log(), () -> 0);
    assertThat(head.seq()).isEqualTo(10);
    server.record(1);
    assertThat(head.awaitOther(11, 0)).isEqualTo(11);
  }
}
