package io.offgrid.audit;

import java.util.Locale;

/** The outcome of a verification. */
public enum Verdict {
  /** Intact. */
  OK,
  /** Tampering or damage was found. */
  FAILED,
  /** Records could not be checked because their key is missing. This is not a pass. */
  UNVERIFIABLE;

  /** The word in reports: {@code ok}, {@code failed}, {@code unverifiable}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
