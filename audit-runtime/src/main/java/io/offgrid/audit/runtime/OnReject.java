package io.offgrid.audit.runtime;

/** What becomes of a record that a receiver will never take. */
public enum OnReject {
  /** It is kept with the reason, an alert says so, and the rest goes on. */
  PARK,
  /** Nothing goes on until the receiver takes it; an alert says so. */
  STOP
}
