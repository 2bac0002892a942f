package io.offgrid.audit.runtime;

/** When a caller is told that an event is in the log. */
public enum Durability {
  /** After it was forced to the disk: it survives a power cut. One force serves all who wait. */
  SYNC,
  /** After it was written: it survives the process. Forced at least every second, and on close. */
  BUFFERED
}
