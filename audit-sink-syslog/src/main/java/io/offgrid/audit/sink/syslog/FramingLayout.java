package io.offgrid.audit.sink.syslog;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractLayout;

/** Lays a message out for the way it goes: the message itself was written before. */
final class FramingLayout extends AbstractLayout<byte[]> {
  private final Framing framing;

  FramingLayout(Framing framing) {
    super(null, null, null);
    this.framing = framing;
  }

  @Override
  public byte[] toByteArray(LogEvent event) {
    return framing.frame(((MessageEvent) event).message());
  }

  @Override
  public byte[] toSerializable(LogEvent event) {
    return toByteArray(event);
  }

  @Override
  public String getContentType() {
    return "application/octet-stream";
  }
}
