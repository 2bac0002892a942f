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
 * @param colour whether its user wants colours
 */
record Terminal(boolean out, boolean err, int columns, boolean colour) {
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
    return new Terminal(out, err, out ? columns : RecordTable.UNLIMITED, colour);
  }

  private static int columns(String text) {
    boolean sound = text.matches("[1-9][0-9]{0,3}");
    return sound ? Math.max(FEWEST_COLUMNS, Integer.parseInt(text)) : USUAL_COLUMNS;
  }
}
