package io.offgrid.audit.cli.text;

import io.offgrid.audit.AuditRecord;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Records as aligned columns. The first records decide how wide the columns are, and those that
 * follow keep to it, so that any number of records takes little memory.
 */
public final class RecordTable implements RecordView {
  /** An unlimited width: nothing is abbreviated. */
  public static final int UNLIMITED = 0;

  private static final int LOOK_AHEAD_ROWS = 200;
  private static final int LOOK_AHEAD_CHARACTERS = 1 << 20;
  private static final int WIDEST_ALIGNED = 40;
  private static final String GAP = "  ";

  private final PrintWriter out;
  private final Palette palette;
  private final int screen;
  private final boolean more;
  private List<RecordColumn> columns = List.of();
  private int[] widths = {};

  /**
   * @param screen columns of the screen, or {@link #UNLIMITED}
   * @param more whether records will follow after the first {@link #show}, so that no column is
   *     left out for being empty so far
   */
  public RecordTable(PrintWriter out, Palette palette, int screen, boolean more) {
    this.out = out;
    this.palette = palette;
    this.screen = screen;
    this.more = more;
  }

  @Override
  public void show(Iterator<? extends AuditRecord> records) {
    if (columns.isEmpty()) {
      begin(records);
    }
    while (records.hasNext()) {
      printRow(RecordColumn.cells(records.next()));
    }
  }

  private void begin(Iterator<? extends AuditRecord> records) {
    List<Map<RecordColumn, String>> first = lookAhead(records);
    if (first.isEmpty() && !more) {
      return;
    }
    columns = new ArrayList<>(List.of(RecordColumn.values()));
    if (!records.hasNext() && !more) {
      columns.removeIf(
          column -> first.stream().allMatch(row -> RecordColumn.NONE.equals(row.get(column))));
    }
    widths = widths(first);
    printTitles();
    first.forEach(this::printRow);
  }

  private static List<Map<RecordColumn, String>> lookAhead(
      Iterator<? extends AuditRecord> records) {
    List<Map<RecordColumn, String>> rows = new ArrayList<>();
    long characters = 0;
    while (rows.size() < LOOK_AHEAD_ROWS
        && characters < LOOK_AHEAD_CHARACTERS
        && records.hasNext()) {
      Map<RecordColumn, String> row = RecordColumn.cells(records.next());
      rows.add(row);
      characters += row.values().stream().mapToInt(String::length).sum();
    }
    return rows;
  }

  private int[] widths(List<Map<RecordColumn, String>> rows) {
    int[] natural = new int[columns.size()];
    int[] minimum = new int[columns.size()];
    for (int i = 0; i < natural.length; i++) {
      RecordColumn column = columns.get(i);
      boolean last = i == natural.length - 1;
      natural[i] = column.name().length();
      for (Map<RecordColumn, String> row : rows) {
        natural[i] = Math.max(natural[i], DisplayWidth.of(row.getOrDefault(column, "")));
      }
      natural[i] = Math.min(natural[i], last && screen != UNLIMITED ? screen : WIDEST_ALIGNED);
      minimum[i] = Math.min(natural[i], column.minimumWidth);
    }
    int gaps = GAP.length() * (natural.length - 1);
    return screen == UNLIMITED ? natural : ColumnWidths.fit(natural, minimum, screen - gaps);
  }

  private void printTitles() {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : GAP).append(DisplayWidth.pad(columns.get(i).name(), widths[i]));
    }
    out.println(palette.paint(Style.BOLD, line.toString().stripTrailing()));
  }

  private void printRow(Map<RecordColumn, String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.getOrDefault(columns.get(i), RecordColumn.NONE);
      String fitted = screen == UNLIMITED ? cell : DisplayWidth.abbreviate(cell, widths[i]);
      String shown = screen == UNLIMITED ? fitted : Direction.isolate(fitted);
      String painted = palette.paint(columns.get(i).style(cell), shown);
      boolean last = i == widths.length - 1;
      line.append(i == 0 ? "" : GAP).append(painted);
      line.append(last ? "" : " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(fitted))));
    }
    out.println(line);
  }
}
