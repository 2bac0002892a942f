package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/audit/stream}: events as they are recorded, by whatever process, as server-sent
 * events. Each stream reads the log from where it is, so that none needs memory for what it has not
 * sent, and whoever comes back goes on where he was.
 */
final class LiveHandler implements Handler {
  static final List<String> PARAMETERS = Parameters.join(QueryParameters.NAMES, "after");

  private static final int ROUND = 500;

  private final AuditLogReader log;
  private final LiveHead head;
  private final EventStreams streams;
  private final Clock clock;
  private final long beatMillis;

  /**
   * @param beatMillis after which a stream on which nothing happens shows that it is there
   */
  LiveHandler(
      AuditLogReader log, LiveHead head, EventStreams streams, Clock clock, long beatMillis) {
    this.log = log;
    this.head = head;
    this.streams = streams;
    this.clock = clock;
    this.beatMillis = beatMillis;
  }

  @Override
  public void handle(Context request) {
    AuditQuery filter = QueryParameters.of(request, clock).build();
    Long after = after(request);
    long start = after == null ? head.seq() : after;
    streams.open(request, stream -> follow(filter, start, stream));
  }

  /** What a reader that comes back saw last. */
  private static @Nullable Long after(Context request) {
    String last = request.header("Last-Event-ID");
    String text = last == null || last.isEmpty() ? request.queryParam("after") : last;
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,16}")) {
      throw Problem.parameter(
          "after", "after: '%s' is not the seq of an event".formatted(Shown.text(text)));
    }
    return Long.valueOf(text);
  }

  /** Writes a stream until the streams are closed. */
  void follow(AuditQuery filter, long start, EventStreams.Stream stream)
      throws IOException, InterruptedException {
    long seen = start;
    long looked = start; // the head up to which the log has no more, be it that it is damaged there
    stream.beat();
    while (!streams.isClosed()) {
      long now = head.awaitOther(looked, beatMillis);
      if (now == looked) {
        stream.beat();
      }
      if (now > seen) {
        long sent = send(filter, seen, stream);
        looked = sent == seen ? now : sent;
        seen = sent;
      } else if (now < seen) {
        stream.send("reset", "0", "{\"reason\":\"another log is there now\"}");
        seen = 0;
        looked = 0;
      }
    }
  }

  private long send(AuditQuery filter, long after, EventStreams.Stream stream) throws IOException {
    long seen = after;
    AuditQuery next = AuditQuery.builder().afterSeq(after).limit(ROUND).build();
    try (RecordCursor records = log.query(next)) {
      while (records.hasNext()) {
        AuditRecord record = records.next();
        String seq = Long.toString(record.seq());
        if (record.seq() > seen + 1) {
          stream.add("gap", seq, "{\"missing\":" + (record.seq() - seen - 1) + "}");
        }
        if (filter.matches(record)) {
          stream.add("audit", seq, record.json());
        }
        seen = record.seq();
      }
    }
    stream.flush();
    return seen;
  }
}
