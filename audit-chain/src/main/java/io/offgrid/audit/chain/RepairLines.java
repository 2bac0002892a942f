package io.offgrid.audit.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects repair lines: the first 32 in words, the rest as a number. Not thread-safe. */
final class RepairLines implements Repairs {
  private final List<String> lines = new ArrayList<>();
  private int count;

  @Override
  public void add(Supplier<String> pointer, Repair repair) {
    if (lines.size() < RecordMembers.MAX_REPAIRS) {
      String line = pointer.get() + ": " + repair.done();
      lines.add(JsonStrings.abbreviate(line, RecordMembers.MAX_REPAIR_LINE));
    }
    count++;
  }

  /** Takes over the lines of another, behind its own. */
  void addAll(RepairLines others) {
    int free = RecordMembers.MAX_REPAIRS - lines.size();
    lines.addAll(others.lines.subList(0, Math.min(free, others.lines.size())));
    count += others.count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** The value of the member {@code repairs}. */
  void appendTo(ByteBuilder out) {
    char before = '[';
    for (String line : lines) {
      JsonStrings.append(out.append(before), line);
      before = ',';
    }
    if (count > lines.size()) {
      JsonStrings.append(out.append(before), "and " + (count - lines.size()) + " more");
    }
    out.append(']');
  }
}
