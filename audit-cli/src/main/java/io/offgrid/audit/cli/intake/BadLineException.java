package io.offgrid.audit.cli.intake;

/** A line is not an event. */
public final class BadLineException extends Exception {
  private final int column;

  /**
   * @param column 1-based, 0 when the whole line is meant
   */
  public BadLineException(String reason, int column) {
    super(reason);
    this.column = column;
  }

  int column() {
    return column;
  }
}
