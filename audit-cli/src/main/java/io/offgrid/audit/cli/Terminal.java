package io.offgrid.audit.cli;

import io.offgrid.audit.cli.text.RecordTable;
import java.util.Map;
import java.util.Properties;

/**
 * What is known of the terminal. The start script finds out, since a JVM cannot tell standard error
 * from standard output.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param columns of the screen, {@link RecordTable#UNLIMITED} when there is none
 * @param rows of the screen, 0 when there is none or nobody knows
 * @param colour whether its user wants colours
 */
record Terminal(boolean out, boolean err, int columns, int rows, boolean colour) {
  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 40;

  /** From the properties of the start script, and {@code NO_COLOR}, {@code TERM}. */
  static Terminal of(Properties properties, Map<String, String> environment) {
    boolean out = Boolean.parseBoolean(properties.getProperty("offgrid.terminal.out"));
    boolean err = Boolean.parseBoolean(properties.getProperty("offgrid.terminal.err"));
    boolean colour =
        out
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    int columns = columns(properties.getProperty("offgrid.terminal.columns", ""));
    int rows = out ? number(properties.getProperty("offgrid.terminal.rows", "")) : 0;
    return new Terminal(out, err, out ? columns : RecordTable.UNLIMITED, rows, colour);
  }

  private static int columns(String text) {
    int columns = number(text);
    return columns == 0 ? USUAL_COLUMNS : Math.max(FEWEST_COLUMNS, columns);
  }

  /** A sensible number, or 0. */
  private static int number(String text) {
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
  }
}
