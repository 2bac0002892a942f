package io.offgrid.audit;

/**
 * The event was refused before anything was written: a missing, malformed or reserved type, text
 * that is not JSON, an unknown or doubled member. Values are never a reason (they are repaired),
 * unless {@code on_unstorable: refuse} asks for it.
 */
public final class InvalidEventException extends AuditException {
  private final int line;
  private final int column;
  private final int event;

  /** An error that has no place in a text. */
  public InvalidEventException(String message) {
    this(message, 0, 0);
  }

  /**
   * An error at a place in a JSON text.
   *
   * @param line 1-based line inside the text, 0 when there is none
   * @param column 1-based column inside that line, 0 when there is none
   */
  public InvalidEventException(String message, int line, int column) {
    this(message, line, column, 0);
  }

  private InvalidEventException(String message, int line, int column, int event) {
    super(message);
    this.line = line;
    this.column = column;
    this.event = event;
  }

  /**
   * The same, about one of several events.
   *
   * @param number of the event, from 1
   */
  public InvalidEventException ofEvent(int number) {
    return new InvalidEventException(String.valueOf(getMessage()), line, column, number);
  }

  /** 1-based line inside the given text; 0 when the event was not given as text. */
  public int line() {
    return line;
  }

  /** 1-based column inside {@link #line()}; 0 when the event was not given as text. */
  public int column() {
    return column;
  }

  /** Which of several events it was, from 1; 0 when there was one alone. */
  public int event() {
    return event;
  }
}
