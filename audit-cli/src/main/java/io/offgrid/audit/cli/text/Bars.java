package io.offgrid.audit.cli.text;

import java.io.PrintWriter;
import java.util.Map;

/** Counts by name, the greatest first, with bars where there is a screen for them. */
public final class Bars {
  private static final int LONGEST = 30;
  private static final int WIDEST_NAME = 40;
  private static final int MOST_ROWS = 20;

  private final PrintWriter out;
  private final Palette palette;
  private final boolean bars;

  /**
   * @param bars whether to draw bars
   */
  public Bars(PrintWriter out, Palette palette, boolean bars) {
    this.out = out;
    this.palette = palette;
    this.bars = bars;
  }

  /** Prints the title and the first {@value #MOST_ROWS} counts, or nothing if there are none. */
  public void print(String title, Map<String, Long> counts) {
    if (counts.isEmpty()) {
      return;
    }
    out.println();
    out.println(palette.paint(Style.BOLD, title));
    long greatest = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
    int names =
        counts.keySet().stream()
            .limit(MOST_ROWS)
            .mapToInt(name -> DisplayWidth.of(shown(name)))
            .max()
            .orElse(0);
    int numbers = Amounts.number(greatest).length();
    counts.entrySet().stream()
        .limit(MOST_ROWS)
        .forEach(entry -> printRow(entry, greatest, names, numbers));
    if (counts.size() > MOST_ROWS) {
      out.println("  and " + Amounts.number(counts.size() - MOST_ROWS) + " more (-o json has all)");
    }
  }

  private void printRow(Map.Entry<String, Long> entry, long greatest, int names, int numbers) {
    String number = Amounts.number(entry.getValue());
    StringBuilder line = new StringBuilder("  ");
    String name = shown(entry.getKey());
    line.append(bars ? Direction.isolate(name) : name);
    line.append(" ".repeat(names - DisplayWidth.of(name) + 2));
    line.append(" ".repeat(numbers - number.length())).append(number);
    if (bars) {
      int length = (int) Math.max(1, Math.round((double) LONGEST * entry.getValue() / greatest));
      line.append("  ").append(palette.paint(Style.CYAN, "█".repeat(length)));
    }
    out.println(line);
  }

  private static String shown(String name) {
    return DisplayWidth.abbreviate(Visible.oneLine(name), WIDEST_NAME);
  }
}
