package io.offgrid.audit.runtime;

/** What to do with values that a record cannot hold. */
public enum OnUnstorable {
  /** Store them changed, and say so in the record. */
  REPAIR,
  /** Refuse the event. */
  REFUSE
}
