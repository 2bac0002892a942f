package io.offgrid.audit.chain;

import java.nio.charset.StandardCharsets;

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

  /** {@code ,"name":} as it stands before a value that is not the first. */
  final byte[] prefix;

  Member(String word) {
    this.word = word;
    this.prefix = (",\"" + word + "\":").getBytes(StandardCharsets.US_ASCII);
  }

  /** The name in the record. */
  public String word() {
    return word;
  }
}
