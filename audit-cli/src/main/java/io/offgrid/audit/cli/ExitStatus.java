package io.offgrid.audit.cli;

/** What the exit status means, the same for every command. */
final class ExitStatus {
  /** Done. */
  static final int OK = 0;

  /**
   * {@code verify} found tampering or damage, or {@code backup} that the log is not the one that it
   * backed up before; nothing else ends with this.
   */
  static final int TAMPERED = 1;

  /** The command line, the configuration or the input is wrong. */
  static final int USAGE = 2;

  /** Something could not be read, written or checked. */
  static final int TROUBLE = 3;

  private ExitStatus() {}
}
