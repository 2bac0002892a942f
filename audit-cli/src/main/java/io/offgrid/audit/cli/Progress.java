package io.offgrid.audit.cli;

import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.DisplayWidth;
import java.util.function.LongFunction;

/**
 * How far a long task came: one line on standard error, if that is a terminal and the task takes
 * long enough to look at it. Told by one thread; {@link #close} and {@link #sofar} may come from
 * another.
 */
final class Progress implements AutoCloseable {
  private static final long PATIENCE_NANOS = 700_000_000;
  private static final long UPDATE_NANOS = 200_000_000;
  private static final double SECOND = 1e9;
  private static final int BAR = 20;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Console console;
  private final String task;
  private final LongFunction<String> unit;
  private final long began = System.nanoTime();
  private long drawn;
  private boolean visible;
  private boolean closed;
  private volatile State state = new State(0, -1);

  /**
   * @param amount done, in the task's unit
   * @param share of the whole, from 0 to 1; negative if unknown
   */
  private record State(long amount, double share) {}

  private Progress(Console console, String task, LongFunction<String> unit) {
    this.console = console;
    this.task = task;
    this.unit = unit;
    this.drawn = began + PATIENCE_NANOS - UPDATE_NANOS;
  }

  static Progress inBytes(Console console, String task) {
    return new Progress(console, task, Amounts::bytes);
  }

  static Progress inEvents(Console console, String task) {
    return new Progress(console, task, events -> Amounts.count(events, "event"));
  }

  /**
   * Tells how far it came.
   *
   * @param share of the whole, from 0 to 1; negative if unknown
   */
  void at(long amount, double share) {
    state = new State(amount, share);
    if (!console.terminal().err()) {
      return;
    }
    long now = System.nanoTime();
    if (now - drawn > UPDATE_NANOS) {
      drawn = now;
      draw(line(state, (now - began) / SECOND));
    }
  }

  /** Tells how far it came, in bytes. */
  void at(long bytes, long whole) {
    at(bytes, whole > 0 ? (double) bytes / whole : -1.0);
  }

  /** How far it came, for people: {@code 1.2 GiB, 42 %}. */
  String sofar() {
    State now = state;
    return unit.apply(now.amount) + (now.share < 0 ? "" : ", " + percent(now.share));
  }

  /** Takes the line away, for good. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    if (visible) {
      visible = false;
      console.err().print(CLEAR_LINE);
      console.err().flush();
    }
  }

  private synchronized void draw(String line) {
    if (!closed) {
      visible = true;
      int columns = Math.max(40, console.terminal().columns());
      console.err().print(CLEAR_LINE + DisplayWidth.abbreviate(line, columns - 1));
      console.err().flush();
    }
  }

  private String line(State now, double seconds) {
    String rate = unit.apply(Math.round(now.amount / seconds)) + "/s";
    String amount = unit.apply(now.amount) + "  " + rate;
    if (now.share < 0) {
      return task + "  " + amount;
    }
    int full = (int) Math.round(BAR * Math.min(1, now.share));
    String bar = "█".repeat(full) + "·".repeat(BAR - full);
    String left =
        now.share > 0 ? "  " + duration(seconds * (1 - now.share) / now.share) + " left" : "";
    return task + "  " + bar + "  " + percent(now.share) + "  " + amount + left;
  }

  private static String percent(double share) {
    return (int) (100 * Math.min(1, share)) + " %";
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole / 60 % 60 + " min";
  }
}
