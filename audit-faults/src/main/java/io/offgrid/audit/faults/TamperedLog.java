package io.offgrid.audit.faults;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.store.file.ModelDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A log of 1,000 records in several segments, that nobody has touched yet.
 *
 * @param lines of all segments, in order
 * @param heads that stood in its slot, by the number of the record that each names
 */
record TamperedLog(ForgedLog log, List<Line> lines, List<byte[]> heads) {
  static final int RECORDS = 1000;
  static final String KEY = "a key that is long enough for this";
  static final KeyRing RING = KeyRing.parse(List.of(KEY));
  static final String ORIGIN = "tamper.example";
  private static final long SEGMENT_BYTES = 45_000;

  /**
   * A line of the log.
   *
   * @param number in its file, from 1
   * @param text without its newline
   */
  record Line(int seq, String file, int number, int offset, String text) {
    int end() {
      return offset + text.length() + 1;
    }
  }

  static TamperedLog record() {
    ModelDisk disk = new ModelDisk();
    List<byte[]> heads = new ArrayList<>();
    try (FileStore store = disk.store();
        AuditLog log =
            AuditLogBuilder.on(store, () -> RING)
                .origin(ORIGIN)
                .maxSizeBytes(SEGMENT_BYTES)
                .open()) {
      for (int i = 0; i <= RECORDS; i++) {
        heads.add(disk.content("audit", ForgedLog.HEAD));
        if (i < RECORDS) {
          log.recordAndWait(event(i));
        }
      }
      heads.set(RECORDS, disk.content("audit", ForgedLog.HEAD));
    }
    ForgedLog files = ForgedLog.of(disk);
    return new TamperedLog(files, lines(files), heads);
  }

  private static AuditEvent event(int i) {
    return AuditEvent.builder("auth")
        .userId(String.format(Locale.ROOT, "user-%d", i % 7))
        .detail("n", i)
        .detail("text", "caf\u00e9 \"\\\ud83d\ude02")
        .build();
  }

  private static List<Line> lines(ForgedLog files) {
    List<Line> lines = new ArrayList<>();
    for (String file : files.segments()) {
      int offset = 0;
      int number = 0;
      for (String text : Lines.of(files.segment(file))) {
        String line = text.substring(0, text.length() - 1);
        lines.add(new Line(lines.size() + 1, file, ++number, offset, line));
        offset += text.length();
      }
    }
    return lines;
  }

  /** The line of this number. */
  Line line(int seq) {
    return lines.get(seq - 1);
  }

  boolean isActive(Line line) {
    return line.file().equals(ForgedLog.ACTIVE);
  }

  boolean endsItsFile(Line line) {
    return line.seq() == RECORDS || line(line.seq() + 1).number() == 1;
  }

  /** The log with these lines in the place of its own, each in the file and place of another. */
  ForgedLog with(List<Line> places, List<String> texts) {
    ForgedLog changed = log.copy();
    for (String file : log.segments()) {
      StringBuilder content = new StringBuilder();
      for (int i = 0; i < places.size(); i++) {
        if (places.get(i).file().equals(file)) {
          content.append(texts.get(i)).append('\n');
        }
      }
      changed.put(file, Forger.bytes(content.toString()));
    }
    return changed;
  }
}
