package io.offgrid.audit.sink.syslog;

import java.io.IOException;

/** The receiver read messages and said no to one, or to several. */
final class RelpRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final boolean laterTaken;

  /**
   * @param index of the first message in the batch that it does not take
   * @param laterTaken whether it took one that came after
   */
  RelpRefusal(String said, int index, boolean laterTaken) {
    super("the receiver answered " + said);
    this.index = index;
    this.laterTaken = laterTaken;
  }

  int index() {
    return index;
  }

  boolean laterTaken() {
    return laterTaken;
  }
}
