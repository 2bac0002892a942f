package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.offgrid.audit.Receipt;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Turns encoded events into finished lines, each signed and linked to the one before. For one
 * thread: it keeps the HMAC, the digest and the hash of the last line. After lines were thrown away
 * {@link #start} again with the hash of the last one that stays.
 */
public final class RecordSigner {
  /** The largest sequence number: every JSON reader keeps it exactly. */
  public static final long MAX_SEQ = (1L << 53) - 1;

  static final String SIGNATURE_PREFIX = "hmac-sha256:";

  /** Decimal digits of {@link #MAX_SEQ}. */
  static final int MAX_SEQ_DIGITS = 16;

  private static final int ID_LENGTH = 30;
  private static final int HASH_DIGITS = 64;
  private static final byte[] CHAIN_HASH = "{\"chain_hash\":\"sha256:".getBytes(US_ASCII);
  private static final byte[] ID = ",\"id\":\"".getBytes(US_ASCII);
  private static final byte[] KEY_ID = "\",\"key_id\":\"".getBytes(US_ASCII);
  private static final byte[] SEQ = ",\"seq\":".getBytes(US_ASCII);
  private static final byte[] SIGNATURE = ",\"signature\":\"hmac-sha256:".getBytes(US_ASCII);
  private static final byte[] TIMESTAMP = ",\"timestamp\":\"".getBytes(US_ASCII);

  /** The most bytes of a line, newline included, that are not the event's: 5 quotes, } and \n. */
  static final int OWN_BYTES =
      CHAIN_HASH.length
          + HASH_DIGITS
          + ID.length
          + ID_LENGTH
          + KEY_ID.length
          + 8
          + SEQ.length
          + MAX_SEQ_DIGITS
          + SIGNATURE.length
          + HASH_DIGITS
          + TIMESTAMP.length
          + RecordTimestamp.LENGTH
          + 6;

  private final MessageDigest digest = ChainHash.newDigest();
  private final RecordTimestamp timestamps = new RecordTimestamp();
  private final byte[] previous = new byte[ChainHash.BYTES];
  private final byte[] signature = new byte[ChainHash.BYTES];
  private boolean started;
  private @Nullable SigningKey macKey;
  private @Nullable Mac mac;

  /**
   * Sets what the next line links to.
   *
   * @param previousHash 32 bytes: the hash of the line before it, or of the origin
   */
  public void start(byte[] previousHash) {
    if (previousHash.length != ChainHash.BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + previousHash.length);
    }
    System.arraycopy(previousHash, 0, previous, 0, ChainHash.BYTES);
    started = true;
  }

  /** The hash of the last line, 32 bytes, a copy: what the next one links to. */
  public byte[] previousHash() {
    requireStarted();
    return Arrays.copyOf(previous, ChainHash.BYTES);
  }

  /**
   * Appends one finished line and its newline.
   *
   * @param id {@code evt_} and a ULID; trusted to need no escaping
   * @param seq from 1 to {@link #MAX_SEQ}
   * @param timestamp truncated to the microsecond
   * @return what stands in the line
   * @throws IllegalArgumentException if {@code id}, {@code seq} or the timestamp's year is out of
   *     range; {@code out} may then end in a piece of a line
   */
  public Receipt append(
      ByteBuilder out, EncodedEvent event, String id, long seq, Instant timestamp, SigningKey key) {
    requireStarted();
    requirePlace(id, seq);
    int start = out.length();
    out.ensureRoom(event.size()).append(CHAIN_HASH).appendHex(previous).append('"');
    event.appendBeforeId(out);
    out.append(ID).appendAscii(id).append(KEY_ID).appendAscii(key.id()).append('"');
    event.appendBeforeSeq(out);
    out.append(SEQ).appendDecimal(seq);
    event.appendBeforeSignature(out);
    int cut = out.length();
    out.append(SIGNATURE);
    int digits = out.length();
    out.setLength(digits + HASH_DIGITS);
    out.append('"');
    int rest = out.length();
    event.appendBeforeTimestamp(out);
    out.append(TIMESTAMP);
    timestamps.append(out, timestamp);
    out.append('"');
    event.appendRest(out);
    out.append('}');
    sign(out, start, cut, digits, rest, key);
    link(out, start);
    out.append('\n');
    return receipt(out.array(), start, digits, id, seq, timestamp);
  }

  /** Signs the line without its signature member, and puts the digits where they belong. */
  private void sign(
      ByteBuilder out, int start, int cut, int digits, int rest, SigningKey signingKey) {
    Mac hmac = macOf(signingKey);
    hmac.update(out.array(), start, cut - start);
    hmac.update(out.array(), rest, out.length() - rest);
    try {
      hmac.doFinal(signature, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an HMAC-SHA256 has 32 bytes", e);
    }
    Hex.put(signature, out.array(), digits);
  }

  private void link(ByteBuilder out, int start) {
    Sha256.hash(digest, out.array(), start, out.length(), previous);
  }

  private Receipt receipt(
      byte[] array, int start, int digits, String id, long seq, Instant timestamp) {
    int signatureAt = digits - SIGNATURE_PREFIX.length();
    int hashAt = start + CHAIN_HASH.length - ChainHash.PREFIX.length();
    return new Receipt(
        id,
        seq,
        timestamp.truncatedTo(ChronoUnit.MICROS),
        new String(array, signatureAt, SIGNATURE_PREFIX.length() + HASH_DIGITS, ISO_8859_1),
        new String(array, hashAt, ChainHash.PREFIX.length() + HASH_DIGITS, ISO_8859_1));
  }

  private Mac macOf(SigningKey key) {
    Mac current = mac;
    if (current == null || macKey != key) {
      current = key.newMac();
      mac = current;
      macKey = key;
    }
    return current;
  }

  private void requireStarted() {
    if (!started) {
      throw new IllegalStateException("call start() with the hash of the last line first");
    }
  }

  private static void requirePlace(String id, long seq) {
    if (id.length() != ID_LENGTH) {
      throw new IllegalArgumentException("an id has 30 characters, not " + id.length());
    }
    if (seq < 1 || seq > MAX_SEQ) {
      throw new IllegalArgumentException("seq " + seq + " is not from 1 to 2^53-1");
    }
  }
}
