package io.offgrid.audit.cli.intake;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.InvalidEventException;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.cli.intake.LineTranslator.Translated;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Records a stream of lines, many at a time on their way, in bounded memory. Lines are read on one
 * thread; {@link #stop} may come from another.
 */
public final class Intake {
  private static final int MOST_UNDERWAY = 2048;
  private static final long MOST_BYTES_UNDERWAY = 4L << 20;
  private static final int LARGE = 1 << 20;

  private final AuditLog log;
  private final LineTranslator translator;
  private final boolean skipBad;
  private final Deque<Underway> underway = new ArrayDeque<>();
  private final Tally tally;
  private long bytesUnderway;
  private boolean stopped;

  /**
   * @param name of the file, for errors
   * @param skipBad whether to go on after a line that is not an event
   */
  public Intake(AuditLog log, LineTranslator translator, String name, boolean skipBad) {
    this.log = log;
    this.translator = translator;
    this.skipBad = skipBad;
    this.tally = new Tally(name);
  }

  private record Underway(long line, int size, int shift, CompletableFuture<RecordResult> result) {}

  /**
   * Records all lines, or those before the first that cannot be recorded.
   *
   * @param onProgress is told how many bytes were read
   * @return what came of it; its problem is why it ended early, if it did
   * @throws IOException if the stream cannot be read; what was read before is recorded and counted
   */
  public Tally run(InputStream in, LongConsumer onProgress) throws IOException {
    LineSource lines = new LineSource(in);
    try {
      LineSource.Line line;
      while ((line = lines.next()) != null && take(line)) {
        onProgress.accept(lines.bytesRead());
      }
    } finally {
      stop();
    }
    return tally;
  }

  /** Takes no more lines, waits for those underway, and returns what came of all. */
  public synchronized Tally stop() {
    stopped = true;
    settleUntil(0, 0);
    return tally;
  }

  private synchronized boolean take(LineSource.Line line) {
    if (stopped) {
      return false;
    }
    if (!line.isBlank()) {
      try {
        submit(line);
      } catch (BadLineException e) {
        bad(line.number(), e.column(), String.valueOf(e.getMessage()));
      } catch (OutOfMemoryError e) {
        // a large line is alone on its way: what it took is free again, and the next one can go
        bad(line.number(), 0, "too long for the memory of this process (OFFGRID_JAVA_OPTS=-Xmx…)");
      }
    }
    return !stopped;
  }

  private void submit(LineSource.Line line) throws BadLineException {
    if (line.bytes().length > LARGE) {
      settleUntil(0, 0);
    }
    if (line.tooLong()) {
      throw new BadLineException("longer than " + (LineSource.LONGEST >> 20) + " MiB", 0);
    }
    Translated translated = translator.translate(line.bytes());
    int size = translated.event().length;
    settleUntil(MOST_UNDERWAY - 1, size > LARGE ? 0 : MOST_BYTES_UNDERWAY - size);
    if (stopped) {
      return;
    }
    CompletableFuture<RecordResult> result = log.recordJson(translated.event());
    underway.add(new Underway(line.number(), size, translated.shift(), result));
    bytesUnderway += size;
    if (size > LARGE || result.isCompletedExceptionally()) {
      settleUntil(0, 0);
    }
  }

  private void settleUntil(int count, long bytes) {
    while (!underway.isEmpty() && (underway.size() > count || bytesUnderway > bytes)) {
      Underway oldest = underway.remove();
      bytesUnderway -= oldest.size();
      settle(oldest);
    }
  }

  private void settle(Underway event) {
    try {
      tally.add(event.line(), event.result().join());
    } catch (CompletionException e) {
      failed(event, e.getCause());
    } catch (AuditException e) {
      failed(event, e);
    }
  }

  private void failed(Underway event, @Nullable Throwable reason) {
    String message = reason == null ? "not recorded" : String.valueOf(reason.getMessage());
    if (reason instanceof InvalidEventException invalid) {
      bad(event.line(), Math.max(0, invalid.column() - event.shift()), message);
    } else {
      tally.trouble(event.line(), message);
      stopped = true;
    }
  }

  private void bad(long line, int column, String reason) {
    tally.bad(line, column, reason);
    stopped |= !skipBad;
  }
}
