package io.offgrid.audit.runtime;

/** What to do with a log that is found damaged when it is opened for writing. */
public enum OnTamper {
  /** Refuse to open. */
  REFUSE,
  /** Record the findings in the log, and go on. */
  CONTINUE
}
