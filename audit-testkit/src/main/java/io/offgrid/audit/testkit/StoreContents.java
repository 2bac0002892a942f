package io.offgrid.audit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.nio.ByteBuffer;
import java.util.List;

/** Texts in and out of a store, for tests of stores. */
public final class StoreContents {
  private StoreContents() {}

  /** Writes at the end of the active segment, without a force. */
  public static void append(StoreSession session, String text) {
    session.write(session.activeSize(), bytes(text));
  }

  /** All that the log holds now, oldest segment first. */
  public static String read(AuditStore store) {
    try (StoreSnapshot snapshot = store.snapshot()) {
      StringBuilder all = new StringBuilder();
      for (Segment segment : snapshot.segments()) {
        all.append(read(snapshot, segment));
      }
      return all.toString();
    }
  }

  /** What one segment held when it was listed. */
  public static String read(StoreSnapshot snapshot, Segment segment) {
    try (SegmentReader reader = snapshot.open(segment)) {
      return read(reader, segment.size());
    }
  }

  /** The first bytes of a segment. */
  public static String read(SegmentReader reader, long size) {
    ByteBuffer into = ByteBuffer.allocate(Math.toIntExact(size));
    int read = reader.read(0, into);
    return new String(into.array(), 0, read, UTF_8);
  }

  /** Names, oldest first. */
  public static List<String> names(List<Segment> segments) {
    return segments.stream().map(Segment::name).toList();
  }

  public static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /** The head's slot as text. */
  public static String head(AuditStore store) {
    return store.readHead().map(head -> new String(head, UTF_8)).orElse("(none)");
  }
}
