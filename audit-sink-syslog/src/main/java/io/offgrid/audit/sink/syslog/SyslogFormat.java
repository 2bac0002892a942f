package io.offgrid.audit.sink.syslog;

/** What stands in a message after its header. */
public enum SyslogFormat {
  /** The exact signed line. */
  JSON,
  /** ArcSight Common Event Format. */
  CEF
}
