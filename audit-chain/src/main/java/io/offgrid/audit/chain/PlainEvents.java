package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events that need no repair, as nearly all do, in one pass and with little garbage: the
 * members of an object are put in order before they are written. Whatever is unusual is left to
 * {@link RecordDraft}, which can do everything and makes the same bytes. Reused from event to event
 * by one thread at a time.
 */
final class PlainEvents {
  private static final int MAX_MEMBERS = 40;
  private static final int KEPT_BYTES = 64 << 10;
  private static final byte[] DETAILS = prefix(Member.DETAILS);
  private static final byte[] OUTCOME = prefix(Member.OUTCOME);
  private static final byte[] SEVERITY = prefix(Member.SEVERITY);
  private static final byte[] SOURCE = prefix(Member.SOURCE);
  private static final byte[] TARGET = prefix(Member.TARGET);
  private static final byte[] TYPE = prefix(Member.TYPE);
  private static final byte[] USER_ID = prefix(Member.USER_ID);

  private final ByteBuilder out = new ByteBuilder(1024);

  /** Members of the objects that are open, those of the innermost one on top. */
  private String[] names = new String[2 * MAX_MEMBERS];

  private @Nullable Object[] values = new @Nullable Object[2 * MAX_MEMBERS];
  private int top;

  /** Where the innermost object's members begin. */
  private int bottom;

  /** Whether nothing was met so far that needs a repair or is otherwise unusual. */
  private boolean plain;

  /** The event's bytes; null if it is not a plain one, or its line longer than so many bytes. */
  @Nullable EncodedEvent encode(AuditEvent event, int maxEventBytes) {
    out.reset();
    plain = true;
    if (!event.details().isEmpty()) {
      out.append(DETAILS);
      object(event.details(), 1);
    }
    int toId = out.length();
    member(OUTCOME, event.outcome().map(Outcome::word).orElse(null));
    int toSeq = out.length();
    member(SEVERITY, event.severity().map(Severity::word).orElse(null));
    int toSignature = out.length();
    member(SOURCE, event.source().orElse(null));
    member(TARGET, event.target().orElse(null));
    int toTimestamp = out.length();
    member(TYPE, event.type());
    member(USER_ID, event.userId().orElse(null));
    if (!plain || out.length() + RecordSigner.OWN_BYTES - 1 > maxEventBytes) {
      return null;
    }
    return new EncodedEvent(out.toByteArray(), toId, toSeq, toSignature, toTimestamp);
  }

  /** Whether this is small enough to be kept for later. */
  boolean isSmall() {
    return out.array().length <= KEPT_BYTES;
  }

  private void member(byte[] prefix, @Nullable String text) {
    if (text != null) {
      out.append(prefix);
      plain &= text.length() <= RecordMembers.MAX_TEXT && JsonStrings.append(out, text);
    }
  }

  private void value(@Nullable Object value, int depth) {
    if (value instanceof String text) {
      plain &= JsonStrings.append(out, text);
    } else if (value instanceof Integer || value instanceof Long) {
      plain &= JsonNumbers.append(out, ((Number) value).longValue()).isEmpty();
    } else if (value instanceof Double number) {
      plain &= JsonNumbers.append(out, number.doubleValue()).isEmpty();
    } else if (value instanceof Boolean truth) {
      out.appendAscii(truth ? "true" : "false");
    } else if (value == null) {
      out.appendAscii("null");
    } else if (value instanceof Map<?, ?> members) {
      object(members, depth + 1);
    } else if (value instanceof List<?> elements) {
      array(elements, depth + 1);
    } else {
      plain = false;
    }
  }

  private void object(Map<?, ?> members, int depth) {
    int from = top;
    if (depth > RecordMembers.MAX_DEPTH || members.size() > MAX_MEMBERS) {
      plain = false;
      return;
    }
    bottom = from;
    members.forEach(this::insert);
    int to = top;
    out.append('{');
    for (int i = from; i < to && plain; i++) {
      if (i > from) {
        out.append(',');
      }
      plain = JsonStrings.append(out, names[i]);
      out.append(':');
      value(values[i], depth);
    }
    out.append('}');
    Arrays.fill(names, from, to, "");
    Arrays.fill(values, from, to, null);
    top = from;
  }

  private void insert(Object key, @Nullable Object value) {
    if (top == names.length) {
      names = Arrays.copyOf(names, 2 * top);
      values = Arrays.copyOf(values, 2 * top);
    }
    String name = (String) key;
    int at = top++;
    while (at > bottom && names[at - 1].compareTo(name) > 0) {
      names[at] = names[at - 1];
      values[at] = values[at - 1];
      at--;
    }
    names[at] = name;
    values[at] = value;
  }

  private void array(List<?> elements, int depth) {
    if (depth > RecordMembers.MAX_DEPTH) {
      plain = false;
      return;
    }
    char before = '[';
    for (int i = 0; i < elements.size() && plain; i++) {
      out.append(before);
      value(elements.get(i), depth);
      before = ',';
    }
    if (before == '[') {
      out.append('[');
    }
    out.append(']');
  }

  private static byte[] prefix(Member member) {
    return (",\"" + member.word() + "\":").getBytes(US_ASCII);
  }
}
