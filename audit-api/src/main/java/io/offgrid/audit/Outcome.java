package io.offgrid.audit;

/** How the audited action ended. */
public enum Outcome {
  SUCCESS("success"),
  FAILURE("failure");

  private final String word;

  Outcome(String word) {
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
