package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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

  /** A page ends after so many bytes. */
  private static final int MOST_BYTES = 4 << 20;

  private static final int FIRST_BYTES = 16 << 10;

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
   * What comes after a page.
   *
   * @param before number of the record that the next page goes on before; null if there is none
   * @param searched whether that is only how far this request looked
   */
  private record Next(@Nullable Long before, boolean searched) {}

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
    ByteArrayOutputStream json = new ByteArrayOutputStream(FIRST_BYTES);
    Next next;
    add(json, "{\"events\":[");
    try (RecordCursor records = log.query(query)) {
      next = events(records, limit, json);
    }
    add(json, "\n],\"next_cursor\":" + cursor(next) + "}\n");
    JsonAnswer.large(request, json);
  }

  /** Writes them as they are read, so that a page is in memory once. */
  private static Next events(RecordCursor records, int limit, ByteArrayOutputStream json) {
    Long last = null;
    for (int count = 0; records.hasNext(); count++) {
      if (count == limit || json.size() > MOST_BYTES) {
        return new Next(last, false);
      }
      AuditRecord record = records.next();
      last = record.seq();
      add(json, count == 0 ? "\n" : ",\n");
      try {
        record.writeJson(json);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return records.isCutShort() ? new Next(records.lastSeq(), true) : new Next(null, false);
  }

  private static void add(ByteArrayOutputStream json, String text) {
    json.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private String cursor(Next next) {
    Long before = next.before();
    if (before == null) {
      return "null";
    }
    return '"' + CURSOR + before + '"' + (next.searched() ? searchedTo(before) : "");
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
