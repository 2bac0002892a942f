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
  RETENTION_HELD
}
