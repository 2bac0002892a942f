package io.offgrid.audit.chain;

import java.util.Arrays;
import java.util.Optional;

/**
 * Writes one JSON value in its RFC 8785 form, pushed piece by piece in any member order, and
 * repairs what cannot be stored. Takes time and memory in proportion to what it writes, whatever it
 * is given: members are put in order in one copy at the end, and pointers are built only for those
 * who ask. Calls must make one well-formed value; one writer for one value, one thread.
 */
final class CanonicalWriter {
  /** For values whose nesting is limited by their reader. */
  static final int ANY_DEPTH = Integer.MAX_VALUE - 1;

  private final ByteBuilder out;
  private final int start;
  private final String root;
  private final int maxDepth;
  private final Repairs repairs;
  private final MemberOrder order = new MemberOrder();
  private Frame[] frames = new Frame[4];
  private int depth;
  private boolean inText;
  private int textStart;
  private int textMark;

  /** An object or array that has not ended. Reused for all at the same depth. */
  private static final class Frame {
    final MemberNames names = new MemberNames();
    boolean object;
    int start;
    int elements;
  }

  /**
   * A writer that appends to {@code out}.
   *
   * @param root JSON Pointer of the value
   * @param maxDepth an object or array nested deeper is stored as its canonical text, a string
   */
  CanonicalWriter(ByteBuilder out, String root, int maxDepth, Repairs repairs) {
    this.out = out;
    this.start = out.length();
    this.root = root;
    this.maxDepth = maxDepth;
    this.repairs = repairs;
  }

  void beginObject() {
    begin(true);
  }

  void endObject() {
    Frame frame = frames[depth];
    if (!frame.names.isOrdered()) {
      order.add(frame.start, out.length(), frame.names.sortedExtents(out.length()));
    }
    end('}');
  }

  void beginArray() {
    begin(false);
  }

  void endArray() {
    end(']');
  }

  /** The name of the next member. */
  void name(String given) {
    Frame frame = frames[depth];
    if (frame.names.count() > 0) {
      out.append(',');
    }
    String wanted = JsonStrings.wellFormed(given);
    String name = frame.names.add(wanted, out.length());
    JsonStrings.append(out, name);
    out.append(':');
    boolean repaired = !wanted.equals(given);
    if (!name.equals(wanted)) {
      repaired(repaired ? Repair.NAME_AND_TAKEN : Repair.NAME_TAKEN);
    } else if (repaired) {
      repaired(Repair.NAME);
    }
  }

  void string(String value) {
    beginValue();
    if (!JsonStrings.append(out, value)) {
      repaired(Repair.LONE_SURROGATE);
    }
  }

  void number(long value) {
    beginValue();
    repaired(JsonNumbers.append(out, value));
  }

  void number(double value) {
    beginValue();
    repaired(JsonNumbers.append(out, value));
  }

  /** A number as it was written: what is no JSON number becomes a string. */
  void numberText(String text) {
    beginValue();
    repaired(JsonNumbers.append(out, text));
  }

  void bool(boolean value) {
    beginValue();
    out.appendAscii(value ? "true" : "false");
  }

  void nullValue() {
    beginValue();
    out.appendAscii("null");
  }

  private void beginValue() {
    if (depth > 0 && !frames[depth].object && frames[depth].elements++ > 0) {
      out.append(',');
    }
  }

  private void begin(boolean object) {
    beginValue();
    if (depth == maxDepth) {
      repaired(Repair.TOO_DEEP);
      inText = true;
      textStart = out.length();
      textMark = order.size();
    }
    out.append(object ? '{' : '[');
    push(object);
  }

  private void push(boolean object) {
    depth++;
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, 2 * depth);
    }
    Frame frame = frames[depth];
    if (frame == null) {
      frame = new Frame();
      frames[depth] = frame;
    }
    frame.object = object;
    frame.start = out.length();
    frame.elements = 0;
    frame.names.reset();
  }

  private void end(char bracket) {
    out.append(bracket);
    depth--;
    if (depth == maxDepth) {
      quoteText();
      inText = false;
    }
    if (depth == 0 && order.size() > 0) {
      ByteBuilder ordered = new ByteBuilder(out.length() - start);
      order.copy(out, start, out.length(), 0, ordered);
      out.setLength(start);
      out.append(ordered.array(), 0, ordered.length());
    }
  }

  /** Makes a string of the value that was written since {@link #textStart}. */
  private void quoteText() {
    ByteBuilder text = new ByteBuilder(out.length() - textStart);
    order.copy(out, textStart, out.length(), textMark, text);
    out.setLength(textStart);
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      byte b = text.array()[i];
      if (b == '"' || b == '\\') {
        out.append('\\');
      }
      out.append(b);
    }
    out.append('"');
  }

  private void repaired(Optional<Repair> repair) {
    repair.ifPresent(this::repaired);
  }

  private void repaired(Repair repair) {
    if (!inText) {
      repairs.add(this::pointer, repair);
    }
  }

  /** Where the writer is; without the end of what no repair line could show anyway. */
  private String pointer() {
    StringBuilder path = new StringBuilder(root);
    for (int i = 1; i <= depth && path.length() <= RecordMembers.MAX_REPAIR_LINE; i++) {
      path.append('/');
      if (frames[i].object) {
        String name = JsonStrings.head(frames[i].names.last(), RecordMembers.MAX_REPAIR_LINE);
        path.append(name.replace("~", "~0").replace("/", "~1"));
      } else {
        path.append(frames[i].elements - 1);
      }
    }
    return path.toString();
  }
}
