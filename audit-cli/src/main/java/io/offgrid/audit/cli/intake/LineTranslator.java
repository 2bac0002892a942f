package io.offgrid.audit.cli.intake;

/** Makes the event that the log takes of a line of input. */
public interface LineTranslator {
  /** The lines are events already. */
  LineTranslator NONE = line -> new Translated(line, 0);

  /** An event as {@link io.offgrid.audit.AuditLog#recordJson} takes it. */
  final class Translated {
    private final byte[] event;
    private final int shift;

    /**
     * @param event JSON, not copied
     * @param shift how much further right a column is in the event than it is in the line
     */
    public Translated(byte[] event, int shift) {
      this.event = event;
      this.shift = shift;
    }

    byte[] event() {
      return event;
    }

    int shift() {
      return shift;
    }
  }

  /**
   * Translates one line.
   *
   * @throws BadLineException if it is not what it should be
   */
  Translated translate(byte[] line) throws BadLineException;
}
