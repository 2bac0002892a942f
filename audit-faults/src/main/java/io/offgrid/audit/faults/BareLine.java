package io.offgrid.audit.faults;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a {@link BareLog}, as far as it matters here.
 *
 * @param seq 0 if it is no record
 * @param submitted whether it is an event, not one of the log's own
 * @param pruned the last number whose deletion it authorises; 0 if none
 */
record BareLine(
    long seq, String id, String chainHash, String hash, boolean submitted, long pruned) {
  private static final Pattern RECORD =
      Pattern.compile(
          "\\{\"chain_hash\":\"(sha256:[0-9a-f]{64})\",.*\"id\":\"(evt_[0-9A-Z]{26})\",\"key_id\".*");
  private static final Pattern SEQ =
      Pattern.compile("\"seq\":([0-9]+),\"signature\":\"hmac-sha256:");
  private static final Pattern PRUNE =
      Pattern.compile("\"to_seq\":([0-9]+)\\},.*\"type\":\"retention_prune\"");
  private static final Pattern EVENT =
      Pattern.compile("\"type\":\"auth\",\"user_id\":\"[^\"]*\"\\}$");
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_DIGITS = 10;

  static BareLine of(String line) {
    Matcher record = RECORD.matcher(line);
    if (!record.matches()) {
      return new BareLine(0, "", "", hash(line), false, 0);
    }
    Matcher prune = PRUNE.matcher(line);
    long pruned = prune.find() ? Long.parseLong(prune.group(1)) : 0;
    return new BareLine(
        seq(line),
        record.group(2),
        record.group(1),
        hash(line),
        EVENT.matcher(line).find(),
        pruned);
  }

  /** The number in a record or a head. */
  static long seq(String line) {
    Matcher seq = SEQ.matcher(line);
    return seq.find() ? Long.parseLong(seq.group(1)) : 0;
  }

  /** When this event's id was made, in milliseconds. */
  static long millis(String id) {
    long millis = 0;
    for (char digit : id.substring("evt_".length(), "evt_".length() + TIME_DIGITS).toCharArray()) {
      millis = millis * CROCKFORD.length() + CROCKFORD.indexOf(digit);
    }
    return millis;
  }

  private static String hash(String line) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(sha.digest(line.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
