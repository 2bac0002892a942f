package io.offgrid.audit.sink.syslog;

import org.apache.logging.log4j.core.AbstractLogEvent;

/** A written message on its way through the appender. */
final class MessageEvent extends AbstractLogEvent {
  private static final long serialVersionUID = 1L;

  private final byte[] message;
  private final boolean last;

  /**
   * An event.
   *
   * @param last whether it is the last one for now, so that nothing may wait in a buffer after it
   */
  MessageEvent(byte[] message, boolean last) {
    this.message = message;
    this.last = last;
  }

  byte[] message() {
    return message;
  }

  @Override
  public boolean isEndOfBatch() {
    return last;
  }
}
