package io.offgrid.audit.spi;

/** What a person should look at. */
public enum AlertKind {
  /** The log is damaged or was tampered with. */
  INTEGRITY_FAILURE,
  /** Bytes at the end of the log that were never acknowledged were moved aside or cut off. */
  LOG_RECOVERY,
  /** The log was set aside, and a new one goes on from it. */
  LOG_SET_ASIDE,
  /** Records are older than the retention period and cannot be deleted yet. */
  RETENTION_HELD,
  /** A receiver will never take a record, or a record is damaged: it was parked, not sent. */
  SINK_PARKED,
  /** A sink sends nothing any more until somebody has looked at it. */
  SINK_STOPPED,
  /** A receiver will not get some records: they are gone from the log. */
  SINK_GAP,
  /** A sink is so far behind that retention will soon wait for it. */
  SINK_BEHIND
}
