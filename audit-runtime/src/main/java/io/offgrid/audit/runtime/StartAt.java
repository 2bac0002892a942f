package io.offgrid.audit.runtime;

/** Where a sink begins that never had a cursor. */
public enum StartAt {
  /** With the first record of the log. */
  BEGINNING,
  /** With what is recorded from now on. */
  NOW
}
