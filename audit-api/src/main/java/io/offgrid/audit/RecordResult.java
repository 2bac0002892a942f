package io.offgrid.audit;

/** What became of an event that was given to the log without an error. */
public sealed interface RecordResult {
  /** It is in the log. */
  record Recorded(Receipt receipt) implements RecordResult {}

  /** Auditing is switched off by {@code enabled: false}: nothing was recorded. */
  record Disabled() implements RecordResult {}

  /** {@code fail_open: true} and the log could not take it in time: lost, and counted. */
  record Dropped(String reason) implements RecordResult {}
}
