package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of one event while they come in, in whatever order, and what was repaired so far.
 * Writes the details as they come, the other members at the end. For one event, not thread-safe.
 */
final class RecordDraft {
  private static final byte[] DETAILS = ",\"details\":".getBytes(US_ASCII);
  private static final String DETAILS_POINTER = "/" + RecordMembers.DETAILS;

  private final ByteBuilder out = new ByteBuilder(512);
  private final boolean refuse;
  private final RepairLines before = new RepairLines();
  private RepairLines inDetails = new RepairLines();
  private final RepairLines after = new RepairLines();
  private boolean detailsSeen;
  private String type = "";
  private @Nullable String userId;
  private @Nullable String outcome;
  private @Nullable String severity;
  private @Nullable String source;
  private @Nullable String target;

  /**
   * An empty draft.
   *
   * @param refuse whether a value that needs a repair is an error instead
   */
  RecordDraft(boolean refuse) {
    this.refuse = refuse;
  }

  /** Takes a type that was checked. */
  void type(String word) {
    type = word;
  }

  /** Takes a word that was checked. */
  void outcome(String word) {
    outcome = word;
  }

  /** Takes a word that was checked. */
  void severity(String word) {
    severity = word;
  }

  void userId(String text) {
    userId = limited(RecordMembers.USER_ID, text);
  }

  void source(String text) {
    source = limited(RecordMembers.SOURCE, text);
  }

  void target(String text) {
    target = limited(RecordMembers.TARGET, text);
  }

  /** Notes a member whose value has no place in a record. */
  void leaveOut(String member, String why, String canonicalText) {
    repaired("/" + member, Repair.leftOut(why, canonicalText));
  }

  /** Notes a repair outside the details, or refuses it. */
  void repaired(String pointer, Repair repair) {
    Repairs repairs = refuse ? Repairs.refusing() : detailsSeen ? after : before;
    repairs.add(() -> pointer, repair);
  }

  /** Where the details go, one object; call {@link #endDetails} when it is complete. */
  CanonicalWriter beginDetails() {
    detailsSeen = true;
    out.append(DETAILS);
    Repairs repairs = refuse ? Repairs.refusing() : inDetails;
    return new CanonicalWriter(out, DETAILS_POINTER, RecordMembers.MAX_DEPTH, repairs);
  }

  /** Drops details that have no members: such are never stored. */
  void endDetails() {
    if (out.length() == DETAILS.length + 2) {
      out.reset();
    }
  }

  /** The event, with a digest in place of details that would make the line too long. */
  EncodedEvent finish(int maxEventBytes) {
    int toId = out.length();
    EncodedEvent event = assemble(toId);
    if (event.size() - 1 <= maxEventBytes || toId == 0) {
      return event;
    }
    out.setLength(toId);
    omitDetails(maxEventBytes);
    return assemble(out.length());
  }

  private void omitDetails(int maxEventBytes) {
    int bytes = out.length() - DETAILS.length;
    Repairs repairs = refuse ? Repairs.refusing() : new RepairLines();
    repairs.add(() -> DETAILS_POINTER, Repair.omitted(bytes, maxEventBytes));
    inDetails = repairs instanceof RepairLines lines ? lines : inDetails;
    byte[] hash = ChainHash.of(out.array(), DETAILS.length, bytes);
    out.reset();
    out.append(DETAILS).appendAscii("{\"omitted_bytes\":").appendDecimal(bytes);
    out.appendAscii(",\"sha256\":\"").appendAscii(ChainHash.text(hash)).appendAscii("\"}");
  }

  private EncodedEvent assemble(int toId) {
    member(RecordMembers.OUTCOME, outcome);
    RepairLines all = new RepairLines();
    for (RepairLines lines : List.of(before, inDetails, after)) {
      all.addAll(lines);
    }
    if (!all.isEmpty()) {
      out.appendAscii(",\"repairs\":");
      all.appendTo(out);
    }
    List<Integer> cuts = new ArrayList<>();
    cuts.add(out.length());
    member(RecordMembers.SEVERITY, severity);
    cuts.add(out.length());
    member(RecordMembers.SOURCE, source);
    member(RecordMembers.TARGET, target);
    cuts.add(out.length());
    member(RecordMembers.TYPE, type);
    member(RecordMembers.USER_ID, userId);
    return new EncodedEvent(out.toByteArray(), toId, cuts.get(0), cuts.get(1), cuts.get(2));
  }

  private void member(String name, @Nullable String value) {
    if (value != null) {
      out.appendAscii(",\"").appendAscii(name).appendAscii("\":");
      JsonStrings.append(out, value);
    }
  }

  private String limited(String member, String text) {
    String kept = JsonStrings.head(text, RecordMembers.MAX_TEXT);
    if (kept.length() < text.length()) {
      repaired("/" + member, Repair.cut(text.length(), kept.length()));
    }
    String stored = JsonStrings.wellFormed(kept);
    if (!stored.equals(kept)) {
      repaired("/" + member, Repair.LONE_SURROGATE);
    }
    return stored;
  }
}
