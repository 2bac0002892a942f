package io.offgrid.audit.sink.syslog;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractLayout;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;

/** Lays a message out for the way it goes: the message itself was written before. */
final class FramingLayout extends AbstractLayout<byte[]> {
  private final Framing framing;

  FramingLayout(Framing framing) {
    super(null, null, null);
    this.framing = framing;
  }

  @Override
  public byte[] toByteArray(LogEvent event) {
    MessageBuffer framed = new MessageBuffer();
    byte[] message = ((MessageEvent) event).message();
    framed.write(framing.before(message.length));
    framed.write(message);
    framed.write(framing.after());
    return framed.toByteArray();
  }

  /** The same, without a copy. */
  @Override
  public void encode(LogEvent event, ByteBufferDestination destination) {
    byte[] message = ((MessageEvent) event).message();
    byte[] before = framing.before(message.length);
    byte[] after = framing.after();
    destination.writeBytes(before, 0, before.length);
    destination.writeBytes(message, 0, message.length);
    destination.writeBytes(after, 0, after.length);
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
