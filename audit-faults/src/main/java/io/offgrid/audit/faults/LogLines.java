package io.offgrid.audit.faults;

import io.offgrid.audit.Receipt;
import io.offgrid.audit.store.file.ModelDisk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The whole lines on a disk, those that were set aside included, in no order; unverified. */
final class LogLines {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"chain_hash\":\"(sha256:[0-9a-f]{64})\",(?:\"details\":\\{[^\n\0]*\\},)?"
              + "\"id\":\"(evt_[0-9A-Z]{26})\",\"key_id\":\"[0-9a-f]{8}\",\"seq\":([0-9]+),"
              + "\"signature\":\"(hmac-sha256:[0-9a-f]{64})\",\"timestamp\":\"[0-9T:.-]+Z\","
              + "\"type\":\"[a-z_]+\"(?:,\"user_id\":\"[a-z]+\")?\\}\n");

  private LogLines() {}

  /** A line that looks like a record. */
  record Line(String id, long seq, String chainHash, String signature) {
    boolean isOf(Receipt receipt) {
      return seq == receipt.seq()
          && chainHash.equals(receipt.chainHash())
          && signature.equals(receipt.signature());
    }
  }

  static List<Line> on(ModelDisk disk) {
    List<Line> lines = new ArrayList<>();
    for (String name : disk.names("audit")) {
      add(lines, name, disk.content("audit", name));
      for (String inside : disk.names("audit", name)) {
        add(lines, inside, disk.content("audit", name, inside));
      }
    }
    return lines;
  }

  private static void add(List<Line> lines, String name, byte @Nullable [] content) {
    if (content != null && name.matches("(events|next)\\.log(\\.[0-9]+)?")) {
      Matcher found = LINE.matcher(new String(content, StandardCharsets.ISO_8859_1));
      while (found.find()) {
        lines.add(
            new Line(
                found.group(2), Long.parseLong(found.group(3)), found.group(1), found.group(4)));
      }
    }
  }
}
