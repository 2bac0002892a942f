package io.offgrid.audit;

import java.util.Locale;

/** What a verifier found wrong, in the order in which findings of one line are reported. */
public enum FindingKind {
  /** Not a record at all, or a member is missing or not of its form. */
  MALFORMED,
  /** Its key is not in the ring: it cannot be checked. */
  UNKNOWN_KEY,
  /** It parses, but is not the canonical form of what it says. */
  NOT_CANONICAL,
  /** The content is not what was signed. */
  SIGNATURE,
  /** Its number is not the one before plus one. */
  SEQUENCE,
  /** Its chain hash is not the hash of the line before it. */
  LINK,
  /** The key changed without being announced, or a retired key was used. */
  KEY_CHANGE,
  /** A record that says that damage was found earlier. */
  RECORDED_FAILURE,
  /** Leading records are gone and no record authorises it. */
  SEGMENT_MISSING,
  /** The log ends before its head. */
  TRUNCATED,
  /** {@code chain.hash} is gone. */
  HEAD_MISSING,
  /** {@code chain.hash} is not authentic, or not signed with the due key. */
  HEAD_INVALID,
  /** {@code chain.hash} names another log, or another record than the one in the log. */
  HEAD_MISMATCH;

  /** The name as reports print it, in snake_case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
