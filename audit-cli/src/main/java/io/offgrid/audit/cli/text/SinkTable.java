package io.offgrid.audit.cli.text;

import io.offgrid.audit.runtime.SinkStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How sinks are doing: a row for each, beneath it where it leads and what went wrong last. */
public final class SinkTable {
  private static final List<String> TITLES =
      List.of("NAME", "TYPE", "STATE", "SEQ", "BEHIND BY", "LAST SUCCESS", "PARKED");
  private static final String GAP = "  ";
  private static final String MARGIN = "  ";
  private static final int NAME = 0;
  private static final int SHORTEST_NAME = 16;
  private static final int LONGEST_STATE = 12;
  private static final int ERROR_LINES = 4;

  private final PrintWriter out;
  private final Palette palette;
  private final int screen;
  private final Instant now;

  /**
   * @param screen columns of the screen, or {@link RecordTable#UNLIMITED}
   * @param now what ages count from
   */
  public SinkTable(PrintWriter out, Palette palette, int screen, Instant now) {
    this.out = out;
    this.palette = palette;
    this.screen = screen;
    this.now = now;
  }

  /** Prints them in this order. */
  public void print(List<SinkStatus> sinks) {
    int[] widths = widths(sinks);
    StringBuilder titles = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      titles.append(i == 0 ? "" : GAP).append(DisplayWidth.pad(TITLES.get(i), widths[i]));
    }
    out.println(palette.paint(Style.BOLD, titles.toString().stripTrailing()));
    for (SinkStatus sink : sinks) {
      printRow(sink, widths);
      printBeneath(target(sink), Style.DIM);
      sink.lastError().ifPresent(error -> printBeneath(error(sink, error), errorStyle(sink)));
    }
    SinkAdvice.on(sinks)
        .forEach(line -> Wrapping.lines(line, screen, Integer.MAX_VALUE).forEach(out::println));
  }

  private static List<String> cells(SinkStatus sink, Instant now) {
    String behind = Amounts.count(sink.behindEvents(), "event");
    return List.of(
        sink.name(),
        Visible.oneLine(sink.type()),
        DisplayWidth.abbreviate(Visible.oneLine(sink.state()), LONGEST_STATE),
        String.valueOf(sink.cursor()),
        sink.behindEvents() == 0 ? "-" : behind + ", " + Amounts.span(sink.behindTime()),
        sink.lastSuccess().map(time -> ago(time, now)).orElse("never"),
        sink.parked() == 0 ? "-" : Amounts.number(sink.parked()));
  }

  private int[] widths(List<SinkStatus> sinks) {
    int[] natural = TITLES.stream().mapToInt(String::length).toArray();
    for (SinkStatus sink : sinks) {
      List<String> cells = cells(sink, now);
      for (int i = 0; i < natural.length; i++) {
        natural[i] = Math.max(natural[i], DisplayWidth.of(cells.get(i)));
      }
    }
    if (screen == RecordTable.UNLIMITED) {
      return natural;
    }
    int[] minimum = natural.clone();
    minimum[NAME] = Math.min(natural[NAME], SHORTEST_NAME);
    return ColumnWidths.fit(natural, minimum, screen - GAP.length() * (natural.length - 1));
  }

  private void printRow(SinkStatus sink, int[] widths) {
    List<String> cells = cells(sink, now);
    List<Style> styles = styles(sink);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = DisplayWidth.abbreviate(cells.get(i), widths[i]);
      boolean last = i == widths.length - 1;
      line.append(i == 0 ? "" : GAP).append(palette.paint(styles.get(i), cell));
      line.append(last ? "" : " ".repeat(widths[i] - DisplayWidth.of(cell)));
    }
    out.println(line);
  }

  private static List<Style> styles(SinkStatus sink) {
    Style state =
        switch (sink.state()) {
          case "forwarding" -> Style.GREEN;
          case "retrying" -> Style.YELLOW;
          case "held", "stopped" -> Style.ALARM;
          case "disabled" -> Style.DIM;
          default -> Style.PLAIN;
        };
    return List.of(
        Style.BOLD,
        Style.PLAIN,
        state,
        Style.PLAIN,
        Style.PLAIN,
        Style.PLAIN,
        sink.parked() == 0 ? Style.PLAIN : Style.YELLOW);
  }

  private void printBeneath(String text, Style style) {
    int columns = screen == RecordTable.UNLIMITED ? screen : screen - MARGIN.length();
    Wrapping.lines(text, columns, ERROR_LINES)
        .forEach(line -> out.println(MARGIN + palette.paint(style, Direction.isolate(line))));
  }

  private static String target(SinkStatus sink) {
    return Visible.oneLine(sink.target());
  }

  /** Most errors begin with where the sink leads, which stands above. */
  private String error(SinkStatus sink, String error) {
    String where = sink.target() + ": ";
    String what = error.startsWith(where) ? error.substring(where.length()) : error;
    String when = sink.lastErrorAt().map(time -> " " + ago(time, now)).orElse("");
    return "last error" + when + ": " + Visible.oneLine(what);
  }

  /** An error from before the last success is history. */
  private static Style errorStyle(SinkStatus sink) {
    boolean over =
        sink.lastErrorAt()
            .flatMap(error -> sink.lastSuccess().map(success -> success.isAfter(error)))
            .orElse(false);
    return over ? Style.DIM : Style.RED;
  }

  private static String ago(Instant time, Instant now) {
    return Amounts.span(Duration.between(time, now)) + " ago";
  }
}
