package io.offgrid.audit.chain;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.InvalidEventException;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into their canonical bytes, and repairs, visibly, what cannot be stored, so that
 * nobody can keep an event out of the log by the values in it. Takes time and memory in proportion
 * to the event. Thread-safe.
 */
public final class EventEncoder {
  /** The smallest limit of a line: even then there is room for a record without its details. */
  public static final int LEAST_MAX_EVENT_BYTES = 64 * 1024;

  /** The longest JSON text of an event, in bytes. */
  public static final int MAX_JSON_BYTES = 16 * 1024 * 1024;

  private final int maxEventBytes;
  private final boolean refuseUnstorable;

  /** What threads that encode at the same time take and give back. */
  private final AtomicReferenceArray<@Nullable PlainEvents> idle = new AtomicReferenceArray<>(4);

  /**
   * An encoder with these limits.
   *
   * @param maxEventBytes of a line without its newline; details that make it longer are replaced by
   *     their size and hash
   * @param refuseUnstorable whether a value that needs a repair is an error instead
   * @throws IllegalArgumentException if the limit is under {@link #LEAST_MAX_EVENT_BYTES}
   */
  public EventEncoder(int maxEventBytes, boolean refuseUnstorable) {
    if (maxEventBytes < LEAST_MAX_EVENT_BYTES) {
      throw new IllegalArgumentException(
          "a line has at least " + LEAST_MAX_EVENT_BYTES + " bytes, not " + maxEventBytes);
    }
    this.maxEventBytes = maxEventBytes;
    this.refuseUnstorable = refuseUnstorable;
  }

  /**
   * Encodes an event. A float counts as the double of the same value; a number of a type that Java
   * does not bring, as its text.
   *
   * @throws InvalidEventException if a value needs a repair and those are refused
   */
  public EncodedEvent encode(AuditEvent event) {
    PlainEvents plain = take();
    EncodedEvent encoded = plain.encode(event, maxEventBytes);
    give(plain);
    return encoded == null ? encodeAny(event) : encoded;
  }

  private PlainEvents take() {
    for (int i = 0; i < idle.length(); i++) {
      PlainEvents plain = idle.getAndSet(i, null);
      if (plain != null) {
        return plain;
      }
    }
    return new PlainEvents();
  }

  private void give(PlainEvents plain) {
    int i = plain.isSmall() ? 0 : idle.length();
    while (i < idle.length() && !idle.compareAndSet(i, null, plain)) {
      i++;
    }
  }

  /** Encodes an event with whatever repairs it needs. */
  EncodedEvent encodeAny(AuditEvent event) {
    RecordDraft draft = new RecordDraft(refuseUnstorable);
    draft.type(event.type());
    event.userId().ifPresent(draft::userId);
    event.outcome().map(Outcome::word).ifPresent(draft::outcome);
    event.severity().map(Severity::word).ifPresent(draft::severity);
    event.source().ifPresent(draft::source);
    event.target().ifPresent(draft::target);
    details(draft, event.details());
    return draft.finish(maxEventBytes);
  }

  /**
   * Encodes an event given as JSON text: an object with {@code type} and, if wanted, {@code
   * user_id}, {@code outcome}, {@code severity}, {@code source}, {@code target} and {@code
   * details}.
   *
   * @throws InvalidEventException with line and column, if it is not one strict JSON text in UTF-8
   *     (RFC 8259, no byte order mark), is over {@link #MAX_JSON_BYTES} long, nests over 1,000 deep
   *     or has a number of over 1,000 characters; if the type is missing, malformed or reserved; if
   *     a top-level member is unknown, doubled or the log's to make; if details are not an object;
   *     or if a value needs a repair and those are refused
   */
  public EncodedEvent encodeJson(byte[] utf8) {
    if (utf8.length > MAX_JSON_BYTES) {
      throw new InvalidEventException(
          "an event's JSON text has at most " + MAX_JSON_BYTES + " bytes, not " + utf8.length,
          1,
          1);
    }
    return EventJsonReader.read(utf8, refuseUnstorable).finish(maxEventBytes);
  }

  /**
   * Encodes a record that the log itself writes. Its details are never left out, however long.
   *
   * @param type one that is reserved
   * @throws IllegalArgumentException if the type is not reserved, or a value is not a JSON value
   */
  public static EncodedEvent own(
      String type, @Nullable String userId, Map<String, ? extends @Nullable Object> details) {
    if (!EventTypes.isReserved(type)) {
      throw new IllegalArgumentException("type " + type + " is for callers to record");
    }
    RecordDraft draft = new RecordDraft(false);
    draft.type(type);
    if (userId != null) {
      draft.userId(userId);
    }
    details(draft, details);
    return draft.finish(Integer.MAX_VALUE);
  }

  private static void details(RecordDraft draft, Map<String, ? extends @Nullable Object> members) {
    if (!members.isEmpty()) {
      JavaValues.write(members, draft.beginDetails());
      draft.endDetails();
    }
  }
}
