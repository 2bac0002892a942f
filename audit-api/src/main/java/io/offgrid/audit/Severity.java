package io.offgrid.audit;

/** How urgently somebody should look, in ascending order. */
public enum Severity {
  INFO("info"),
  WARNING("warning"),
  CRITICAL("critical");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** The word that stands in the record. */
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
