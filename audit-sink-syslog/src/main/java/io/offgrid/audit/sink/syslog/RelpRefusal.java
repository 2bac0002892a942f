package io.offgrid.audit.sink.syslog;

import java.io.IOException;

/** The receiver read a message and said no to it. */
final class RelpRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  RelpRefusal(String said) {
    super("the receiver answered " + said);
  }
}
