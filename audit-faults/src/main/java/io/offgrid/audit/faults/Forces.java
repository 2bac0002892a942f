package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows by a list of calls what was written to files of records and not forced yet. After a force
 * that failed, that may be gone without a trace when the power goes, whatever later forces say: it
 * must be cut back or written again, or somebody must be told. One that fails with nothing to
 * force, as before a segment is sealed, does no harm. Nor does a write that fails: a receipt for it
 * is one for what is not there, which {@link Inspection} sees.
 */
final class Forces {
  /** What must be in the list. */
  static final List<String> CALLS = List.of("pwrite64", "ftruncate", "fdatasync", "fsync");

  private static final String INJECTED = "(INJECTED)";
  private static final String UNFINISHED = " <unfinished ...>";
  private static final Pattern CALL =
      Pattern.compile("^([0-9]+) +([a-z0-9_]+)\\([0-9]+<([^>]*)>.*");
  private static final Pattern RESUMED = Pattern.compile("^([0-9]+) +<\\.\\.\\. .* resumed>.*");
  private static final Pattern LAST_ARGUMENT = Pattern.compile(".*, ([0-9]+)(\\) +=| <unf).*");
  private static final Pattern OF_RECORDS =
      Pattern.compile("(events\\.log(\\.[0-9]+|\\.torn-.*)?|next\\.log(\\.draft)?)");

  private final Map<String, String> begun = new HashMap<>(); // by thread
  private final Map<String, Long> unforced = new HashMap<>(); // from where on
  private final List<Lost> lost = new ArrayList<>();

  /** What a force left behind: a file, from an offset on. */
  record Lost(String file, long from) {}

  private Forces() {}

  /** What forces left behind that failed, and nothing has made up for. */
  static List<Lost> lost(Path trace) throws IOException {
    Forces forces = new Forces();
    Files.readAllLines(trace).forEach(forces::take);
    return List.copyOf(forces.lost);
  }

  private void take(String line) {
    Matcher resumed = RESUMED.matcher(line);
    String call = resumed.matches() ? begun.getOrDefault(resumed.group(1), "") : line;
    Matcher parts = CALL.matcher(call);
    if (!parts.matches()) {
      return;
    } else if (line.endsWith(UNFINISHED)) {
      begun.put(parts.group(1), line);
      return;
    }
    String file = parts.group(3);
    if (OF_RECORDS.matcher(file.substring(file.lastIndexOf('/') + 1)).matches()) {
      end(parts.group(2), file, call, line.endsWith(INJECTED));
    }
  }

  private void end(String name, String file, String call, boolean failed) {
    switch (name) {
      case "fdatasync", "fsync" -> {
        Long from = unforced.remove(file);
        if (failed && from != null) {
          lost.add(new Lost(file, from));
        }
      }
      case "pwrite64", "ftruncate" -> {
        long from = failed ? Long.MAX_VALUE : lastArgument(call);
        lost.removeIf(each -> each.file().equals(file) && each.from() >= from);
        if (!failed) {
          unforced.merge(file, from, Math::min);
        }
      }
      default -> {
        // Changes nothing that would have to be forced.
      }
    }
  }

  private static long lastArgument(String call) {
    Matcher last = LAST_ARGUMENT.matcher(call);
    return last.matches() ? Long.parseLong(last.group(1)) : Long.MAX_VALUE;
  }
}
