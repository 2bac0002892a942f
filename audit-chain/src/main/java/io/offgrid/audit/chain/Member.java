package io.offgrid.audit.chain;

/** The members of a record, in canonical order. */
public enum Member {
  CHAIN_HASH("chain_hash"),
  DETAILS("details"),
  ID("id"),
  KEY_ID("key_id"),
  OUTCOME("outcome"),
  REPAIRS("repairs"),
  SEQ("seq"),
  SEVERITY("severity"),
  SIGNATURE("signature"),
  SOURCE("source"),
  TARGET("target"),
  TIMESTAMP("timestamp"),
  TYPE("type"),
  USER_ID("user_id");

  private final String word;

  Member(String word) {
    this.word = word;
  }

  /** Place in the canonical order, from 0. */
  @SuppressWarnings("EnumOrdinal") // the order of the constants is the canonical order
  int rank() {
    return ordinal();
  }

  /** The name in the record. */
  public String word() {
    return word;
  }
}
