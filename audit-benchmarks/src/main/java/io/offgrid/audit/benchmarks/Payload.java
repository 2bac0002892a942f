package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Records that are ready to be delivered, and the bytes that become of them.
 *
 * @param messages what the syslog sink makes of each, as it was received, without framing
 */
record Payload(List<AuditRecord> records, List<byte[]> messages) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static Payload of(List<AuditRecord> records) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Receiver.Talk keep =
        (in, out, received) -> {
          in.transferTo(stream);
        };
    try (Receiver receiver = new Receiver(keep, Optional.empty());
        Sink sink = Sinks.lines(receiver.port())) {
      sink.deliver(records, PATIENCE);
      sink.finish(PATIENCE);
    }
    List<byte[]> messages = new ArrayList<>();
    byte[] bytes = stream.toByteArray();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        messages.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    if (messages.size() != records.size()) {
      throw new IllegalStateException(messages.size() + " messages of " + records.size());
    }
    return new Payload(records, messages);
  }

  /** What the webhook sink makes of each batch. */
  List<byte[]> bodies(int batch) throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    for (List<AuditRecord> part : cut(records, batch)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < part.size(); i++) {
        out.write((i == 0 ? "[\n" : ",\n").getBytes(StandardCharsets.US_ASCII));
        part.get(i).writeJson(out);
      }
      out.write("\n]\n".getBytes(StandardCharsets.US_ASCII));
      bodies.add(out.toByteArray());
    }
    return bodies;
  }

  /** The same in batches. */
  static <T> List<List<T>> cut(List<T> all, int batch) {
    List<List<T>> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i += batch) {
      parts.add(all.subList(i, Math.min(all.size(), i + batch)));
    }
    return parts;
  }
}
