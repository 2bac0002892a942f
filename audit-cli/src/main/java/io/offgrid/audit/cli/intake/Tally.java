package io.offgrid.audit.cli.intake;

import io.offgrid.audit.Receipt;
import io.offgrid.audit.RecordResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of the lines of a file. Filled by {@link Intake}. */
public final class Tally {
  private static final int MOST_NAMED = 5;

  private final String name;
  private final List<String> badLines = new ArrayList<>();
  private long recorded;
  private long dropped;
  private long bad;
  private long firstSeq;
  private long lastSeq;
  private long lastLine;
  private @Nullable String trouble;

  Tally(String name) {
    this.name = name;
  }

  void add(long line, RecordResult result) {
    lastLine = line;
    if (result instanceof RecordResult.Recorded done) {
      Receipt receipt = done.receipt();
      firstSeq = recorded == 0 ? receipt.seq() : firstSeq;
      lastSeq = receipt.seq();
      recorded++;
    } else if (result instanceof RecordResult.Dropped) {
      dropped++;
    }
  }

  void bad(long line, int column, String reason) {
    bad++;
    if (badLines.size() < MOST_NAMED) {
      badLines.add(place(line) + (column > 0 ? ":" + column : "") + ": " + reason);
    }
  }

  void trouble(long line, String reason) {
    if (trouble == null) {
      trouble = place(line) + ": " + reason;
    }
  }

  private String place(long line) {
    return name + ":" + line;
  }

  /** Events that are in the log. */
  public long recorded() {
    return recorded;
  }

  /** Events that the log dropped, as {@code fail_open} lets it. */
  public long dropped() {
    return dropped;
  }

  /** Lines that are not events. */
  public long bad() {
    return bad;
  }

  /** The first of those, each {@code file:line:column: reason}. */
  public List<String> badLines() {
    return List.copyOf(badLines);
  }

  /** Of the first event; 0 if there is none. */
  public long firstSeq() {
    return firstSeq;
  }

  /** Of the last event; 0 if there is none. */
  public long lastSeq() {
    return lastSeq;
  }

  /** The last line that the log took. */
  public long lastLine() {
    return lastLine;
  }

  /** Why the log took no more, if it did not. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }
}
