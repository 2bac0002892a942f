package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/audit}: a page of events, newest first, each exactly as it was signed. A page goes
 * on before the number of the last event of the page before, so events that arrive in between move
 * nothing. What one request looks through is bounded; the next one goes on from there. Large pages,
 * and those that much of the log may have to be looked through for, are made on few threads, in
 * turn: however many ask for them, everything else is answered meanwhile.
 */
final class EventsHandler implements Handler {
  static final List<String> PARAMETERS = Parameters.join(QueryParameters.NAMES, "limit", "cursor");

  private static final int MOST = 1000;
  private static final int USUAL = 20;

  /** A page of so many of the newest events, or the next older ones, is made at once. */
  private static final int SMALL = 100;

  private static final Set<String> PAGING = Set.of("limit", "cursor");

  /** A page ends after so many bytes of events. */
  private static final int MOST_BYTES = 4 << 20;

  private static final String CURSOR = "before-";

  private final AuditLogReader log;
  private final Clock clock;
  private final long scanBytes;
  private final Executor large;

  /**
   * @param scanBytes of the log that one request looks through, about
   * @param large makes the pages that take long
   */
  EventsHandler(AuditLogReader log, Clock clock, long scanBytes, Executor large) {
    this.log = log;
    this.clock = clock;
    this.scanBytes = scanBytes;
    this.large = large;
  }

  /**
   * What is answered.
   *
   * @param events their lines
   * @param next where the next page goes on before; null if there is none
   * @param searched whether that is only how far this request looked
   */
  private record Page(List<String> events, @Nullable Long next, boolean searched) {}

  @Override
  public void handle(Context request) {
    int limit = Parameters.number(request, "limit", 1, MOST, USUAL);
    AuditQuery.Builder query =
        QueryParameters.of(request, clock)
            .newestFirst()
            .beforeSeq(cursor(request))
            .limit(limit + 1L)
            .scanBytes(scanBytes);
    if (limit <= SMALL && PAGING.containsAll(request.queryParamMap().keySet())) {
      answer(request, query.build(), limit);
    } else {
      request.future(
          () -> CompletableFuture.runAsync(() -> answer(request, query.build(), limit), large));
    }
  }

  private void answer(Context request, AuditQuery query, int limit) {
    Page page;
    try (RecordCursor records = log.query(query)) {
      page = read(records, limit);
    }
    JsonAnswer.bytes(request, written(page));
  }

  private static Page read(RecordCursor records, int limit) {
    List<String> events = new ArrayList<>();
    long bytes = 0;
    Long last = null;
    while (records.hasNext()) {
      if (events.size() == limit || bytes > MOST_BYTES) {
        return new Page(events, last, false);
      }
      AuditRecord record = records.next();
      last = record.seq();
      String line = record.json();
      events.add(line);
      bytes += line.length();
    }
    return records.isCutShort()
        ? new Page(events, records.lastSeq(), true)
        : new Page(events, null, false);
  }

  private byte[] written(Page page) {
    StringBuilder json = new StringBuilder("{\"events\":[");
    String between = "\n";
    for (String event : page.events()) {
      json.append(between).append(event);
      between = ",\n";
    }
    json.append("\n],\"next_cursor\":");
    Long next = page.next();
    if (next == null) {
      json.append("null");
    } else {
      json.append('"').append(CURSOR).append(next).append('"');
    }
    if (page.searched() && next != null) {
      json.append(searchedTo(next));
    }
    return json.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private String searchedTo(long seq) {
    AuditQuery there = AuditQuery.builder().beforeSeq(seq + 1).newestFirst().limit(1).build();
    try (RecordCursor records = log.query(there)) {
      return records.hasNext() ? ",\"searched_to\":\"" + records.next().timestampText() + '"' : "";
    }
  }

  private static @Nullable Long cursor(Context request) {
    String text = request.queryParam("cursor");
    if (text == null) {
      return null;
    }
    if (!text.matches(CURSOR + "[0-9]{1,16}")) {
      throw Problem.parameter(
          "cursor",
          "cursor: '%s' is not what a page gave as next_cursor".formatted(Shown.text(text)));
    }
    return Long.valueOf(text.substring(CURSOR.length()));
  }
}
