package io.offgrid.audit.chain;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.Head;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What stands in the head's slot, and what is wrong with it. For one thread. */
final class HeadState {
  private enum Form {
    MISSING,
    IRREGULAR,
    UNREADABLE,
    UNKNOWN_KEY,
    NOT_SIGNED,
    AUTHENTIC
  }

  private final Form form;
  private final @Nullable Head head;
  private final @Nullable HeadWatch watch;

  private HeadState(Form form, @Nullable Head head) {
    this.form = form;
    this.head = head;
    this.watch = form == Form.AUTHENTIC && head != null ? new HeadWatch(head) : null;
  }

  static HeadState of(byte @Nullable [] bytes, boolean regular, KeyRing ring) {
    if (!regular) {
      return new HeadState(Form.IRREGULAR, null);
    }
    if (bytes == null) {
      return new HeadState(Form.MISSING, null);
    }
    Head head = HeadCodec.decode(bytes).orElse(null);
    if (head == null) {
      return new HeadState(Form.UNREADABLE, null);
    }
    Optional<SigningKey> key = ring.find(head.keyId());
    if (key.isEmpty()) {
      return new HeadState(Form.UNKNOWN_KEY, head);
    }
    return new HeadState(
        HeadCodec.authentic(head, key.get()) ? Form.AUTHENTIC : Form.NOT_SIGNED, head);
  }

  /** Whether anything stands in the slot. */
  boolean isThere() {
    return form != Form.MISSING;
  }

  /** What the head says, authentic or not. */
  Optional<Head> decoded() {
    return Optional.ofNullable(head);
  }

  /** The watch for the record that an authentic head names. */
  Optional<HeadWatch> watch() {
    return Optional.ofNullable(watch);
  }

  /** Whether the record that the authentic head names has passed by. */
  boolean isPassed() {
    return watch != null && watch.isPassed();
  }

  /** Takes the record that the head names as passed. */
  void skip() {
    if (watch != null) {
      watch.skip();
    }
  }

  /** Reports what is wrong, after all lines have passed. */
  void judge(
      Consumer<Finding> report,
      boolean anyLine,
      long firstSeq,
      long maxSeq,
      @Nullable String dueAtEnd,
      @Nullable String pinnedOrigin) {
    switch (form) {
      case MISSING -> report.accept(of(FindingKind.HEAD_MISSING, null, "a signed head", "no file"));
      case IRREGULAR ->
          report.accept(of(FindingKind.MALFORMED, null, "a regular file", "something else"));
      case UNREADABLE ->
          report.accept(
              of(FindingKind.HEAD_INVALID, null, "one canonical JSON line", "another content"));
      case NOT_SIGNED ->
          report.accept(
              of(FindingKind.HEAD_INVALID, null, "the signature of this content", "another one"));
      case UNKNOWN_KEY -> report.accept(unknownKey(dueAtEnd));
      case AUTHENTIC -> authentic(report, anyLine, firstSeq, maxSeq, pinnedOrigin);
    }
  }

  private Finding unknownKey(@Nullable String dueAtEnd) {
    String id = head == null ? "" : head.keyId();
    if (dueAtEnd == null || dueAtEnd.equals(id)) {
      return of(FindingKind.UNKNOWN_KEY, null, "a key of the ring", "key " + id);
    }
    return of(FindingKind.HEAD_INVALID, null, "a head signed with key " + dueAtEnd, "key " + id);
  }

  private void authentic(
      Consumer<Finding> report,
      boolean anyLine,
      long firstSeq,
      long maxSeq,
      @Nullable String pinnedOrigin) {
    if (head == null || watch == null) {
      return;
    }
    if (pinnedOrigin != null && !pinnedOrigin.equals(head.origin())) {
      report.accept(
          of(FindingKind.HEAD_MISMATCH, null, "origin " + pinnedOrigin, "origin " + head.origin()));
    }
    String named = "record " + head.seq() + " with hash " + head.chainHash();
    if (anyLine && watch.isBeforeAnotherLog()) {
      String found = "a log that begins with seq " + firstSeq;
      report.accept(of(FindingKind.HEAD_MISMATCH, head.seq(), named, found));
    } else if (watch.isPassed()) {
      dueKey(report);
    } else if (head.seq() > maxSeq && head.seq() >= firstSeq) {
      report.accept(
          Findings.ofLog(
              FindingKind.TRUNCATED,
              maxSeq,
              null,
              "records up to seq " + head.seq(),
              anyLine ? "the log ends at seq " + maxSeq : "no record"));
    } else if (watch.place() == HeadWatch.Place.OTHER_HASH) {
      report.accept(of(FindingKind.HEAD_MISMATCH, head.seq(), named, "another hash in the log"));
    } else {
      String found = "a log that begins with seq " + firstSeq;
      report.accept(
          of(
              FindingKind.HEAD_MISMATCH,
              head.seq(),
              named,
              head.seq() < firstSeq ? found : "no such record"));
    }
  }

  private void dueKey(Consumer<Finding> report) {
    String due = watch == null ? null : watch.dueKey();
    if (due != null && head != null && !due.equals(head.keyId())) {
      report.accept(
          of(
              FindingKind.HEAD_INVALID,
              null,
              "a head signed with key " + due,
              "key " + head.keyId()));
    }
  }

  private static Finding of(FindingKind kind, @Nullable Long seq, String expected, String found) {
    return Findings.ofLog(kind, seq, Findings.HEAD_FILE, expected, found);
  }
}
