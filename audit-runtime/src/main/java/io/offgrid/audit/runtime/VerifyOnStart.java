package io.offgrid.audit.runtime;

/** How much of a log is verified when it is opened for writing. */
public enum VerifyOnStart {
  /** All of it, before the first event is taken. */
  FULL,
  /** All of it, while events are already taken. */
  BACKGROUND,
  /** The head, and what lies beyond it. */
  TAIL,
  /** Only what is needed to append. */
  OFF
}
