package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Shows what an encoded event brings to its line. */
final class Encoded {
  private Encoded() {}

  /** The event's own members in the order of the line, each with a comma before it. */
  static String text(EncodedEvent event) {
    ByteBuilder out = new ByteBuilder(64);
    event.appendBeforeId(out);
    event.appendBeforeSeq(out);
    event.appendBeforeSignature(out);
    event.appendBeforeTimestamp(out);
    event.appendRest(out);
    return new String(out.array(), 0, out.length(), UTF_8);
  }

  /** Encodes JSON text as the event's details. */
  static EncodedEvent details(EventEncoder encoder, String json) {
    return encoder.encodeJson(("{\"type\":\"t\",\"details\":" + json + "}").getBytes(UTF_8));
  }
}
