package io.offgrid.audit.runtime.config;

import java.util.Locale;

/** What the holder of a token may do over HTTP. */
public enum AccessRight {
  /** Record events. */
  RECORD,
  /** Look at events, counts, verdicts, the head and sinks. */
  READ,
  /** Take events away in files. */
  EXPORT,
  /** All of it. */
  ADMIN;

  /** As it stands in the configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
