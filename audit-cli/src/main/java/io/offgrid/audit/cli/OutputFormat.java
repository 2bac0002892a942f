package io.offgrid.audit.cli;

/** Text for people, or JSON for programs. */
enum OutputFormat {
  TABLE,
  JSON;

  @Override
  public String toString() {
    return this == TABLE ? "table" : "json";
  }
}
