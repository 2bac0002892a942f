package com.example.acme;

import io.offgrid.audit.spi.Setting;

/** How SQL is written. */
public record SqlSettings(
    @Setting(value = "The table", defaultValue = "audit_events") String table) {
  public SqlSettings {
    if (!table.matches("[a-z_][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("table must be lower-case letters, digits and _");
    }
  }
}
