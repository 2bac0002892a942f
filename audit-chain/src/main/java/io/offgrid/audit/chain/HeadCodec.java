package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.offgrid.audit.Head;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/** The signed end of a log, {@code chain.hash}, as bytes. Functions only, for any thread. */
public final class HeadCodec {
  /** All canonical spellings and no other: an origin needs no escapes but those of " and \. */
  private static final Pattern FORM =
      Pattern.compile(
          "\\{\"chain_hash\":\"(sha256:[0-9a-f]{64})\",\"key_id\":\"([0-9a-f]{8})\","
              + "\"origin\":\"((?:[!-~&&[^\"\\\\]]|\\\\[\"\\\\])+)\",\"seq\":(0|[1-9][0-9]{0,15}),"
              + "\"signature\":\"(hmac-sha256:[0-9a-f]{64})\","
              + "\"timestamp\":\"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}Z)\","
              + "\"version\":1\\}\n");

  /** Found but once: in an origin, a quote has a backslash before it. */
  private static final String SIGNATURE = ",\"signature\":\"hmac-sha256:";

  private HeadCodec() {}

  /**
   * The line of a head, with its newline; always shorter than 512 bytes.
   *
   * @param seq of the last record, 0 for an empty log
   * @param hash of the last line, or of the origin, 32 bytes
   * @param timestampText of the last record, or of the log's creation: {@link RecordTimestamp#text}
   * @throws IllegalArgumentException if a value is not of the form that a head has
   */
  public static byte[] encode(
      long seq, byte[] hash, String origin, String timestampText, SigningKey key) {
    if (seq < 0 || seq > RecordSigner.MAX_SEQ || hash.length != ChainHash.BYTES) {
      throw new IllegalArgumentException("seq " + seq + " or a hash of " + hash.length + " bytes");
    }
    if (!isTimestamp(timestampText)) {
      throw new IllegalArgumentException("not a record's timestamp: " + timestampText);
    }
    ByteBuilder out = new ByteBuilder(512);
    out.appendAscii("{\"chain_hash\":\"sha256:").appendHex(hash);
    out.appendAscii("\",\"key_id\":\"").appendAscii(key.id()).appendAscii("\",\"origin\":");
    JsonStrings.append(out, ChainHash.requireOrigin(origin));
    out.appendAscii(",\"seq\":").appendDecimal(seq);
    int cut = out.length();
    out.appendAscii(",\"timestamp\":\"").appendAscii(timestampText);
    out.appendAscii("\",\"version\":1}");
    byte[] unsigned = out.toByteArray();
    out.setLength(cut);
    out.appendAscii(SIGNATURE).appendHex(key.newMac().doFinal(unsigned));
    out.append('"').append(unsigned, cut, unsigned.length - cut).append('\n');
    return out.toByteArray();
  }

  /** The head that these bytes are, newline included, if they are one in canonical form. */
  public static Optional<Head> decode(byte[] bytes) {
    Matcher parts = FORM.matcher(new String(bytes, ISO_8859_1));
    if (!parts.matches()) {
      return Optional.empty();
    }
    long seq = Long.parseLong(parts.group(4));
    String origin = parts.group(3).replaceAll("\\\\(.)", "$1");
    if (seq > RecordSigner.MAX_SEQ || !ChainHash.isOrigin(origin) || !isTimestamp(parts.group(6))) {
      return Optional.empty();
    }
    String json = parts.group().substring(0, bytes.length - 1);
    return Optional.of(new Head(seq, parts.group(1), origin, parts.group(2), parts.group(6), json));
  }

  /** Whether this key signed this head. Takes the same time whatever the signature is. */
  public static boolean authentic(Head head, SigningKey key) {
    byte[] line = (head.json() + "\n").getBytes(ISO_8859_1);
    if (!head.keyId().equals(key.id()) || !decode(line).equals(Optional.of(head))) {
      return false;
    }
    int from = head.json().indexOf(SIGNATURE);
    int to = from + SIGNATURE.length() + 2 * ChainHash.BYTES + 1;
    Mac mac = key.newMac();
    mac.update(line, 0, from);
    mac.update(line, to, line.length - 1 - to);
    String hex = head.json().substring(from + SIGNATURE.length(), to - 1);
    return MessageDigest.isEqual(mac.doFinal(), HexFormat.of().parseHex(hex));
  }

  /** Whether a record's timestamp has its form. Who holds the key can have signed any text. */
  public static boolean isTimestamp(String text) {
    try {
      return RecordTimestamp.text(Instant.parse(text)).equals(text);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return false;
    }
  }
}
