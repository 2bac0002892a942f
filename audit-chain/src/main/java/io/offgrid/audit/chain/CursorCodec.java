package io.offgrid.audit.chain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signed cursor of a sink as bytes, section 4 of the format. Functions only, for any thread.
 */
public final class CursorCodec {
  private static final String NUMBER = "(0|[1-9][0-9]{0,15})";

  /** All canonical spellings and no other. */
  private static final Pattern FORM =
      Pattern.compile(
          "\\{\"chain_hash\":\"(sha256:[0-9a-f]{64})\",\"key_id\":\"([0-9a-f]{8})\","
              + "\"origin\":\"((?:[!-~&&[^\"\\\\]]|\\\\[\"\\\\])+)\",\"seq\":"
              + NUMBER
              + "(,\"signature\":\"hmac-sha256:([0-9a-f]{64})\"),\"sink\":\"([a-z0-9_-]{1,64})\""
              + "(?:,\"until\":"
              + NUMBER
              + ")?\\}\n");

  private CursorCodec() {}

  /**
   * The line of a cursor, with its newline.
   *
   * @param hash of the last confirmed line, or of the origin, 32 bytes
   * @param until last {@code seq} in flight, or null
   */
  public static byte[] encode(
      String sink, String origin, long seq, byte[] hash, @Nullable Long until, SigningKey key) {
    ByteBuilder out = new ByteBuilder(512);
    out.appendAscii("{\"chain_hash\":\"sha256:").appendHex(hash);
    out.appendAscii("\",\"key_id\":\"").appendAscii(key.id()).appendAscii("\",\"origin\":");
    JsonStrings.append(out, ChainHash.requireOrigin(origin));
    out.appendAscii(",\"seq\":").appendDecimal(seq);
    int cut = out.length();
    out.appendAscii(",\"sink\":\"").appendAscii(sink).append('"');
    if (until != null) {
      out.appendAscii(",\"until\":").appendDecimal(until);
    }
    out.append('}');
    byte[] unsigned = out.toByteArray();
    out.setLength(cut);
    out.appendAscii(",\"signature\":\"hmac-sha256:")
        .appendHex(key.newMac().doFinal(unsigned))
        .append('"');
    out.append(unsigned, cut, unsigned.length - cut).append('\n');
    return out.toByteArray();
  }

  /**
   * The cursor that these bytes are, if a key of the ring signed them for this sink; whether that
   * key is one to be believed is for the caller to say.
   */
  public static Optional<SinkCursor> authentic(byte[] bytes, String sink, KeyRing ring) {
    Matcher parts = FORM.matcher(new String(bytes, ISO_8859_1));
    if (!parts.matches() || !parts.group(7).equals(sink)) {
      return Optional.empty();
    }
    String origin = parts.group(3).replaceAll("\\\\(.)", "$1");
    boolean signed =
        ring.find(parts.group(2)).filter(key -> isSigned(bytes, parts, key)).isPresent();
    if (!signed || !ChainHash.isOrigin(origin)) {
      return Optional.empty();
    }
    return Optional.of(
        new SinkCursor(
            sink,
            origin,
            Long.parseLong(parts.group(4)),
            String.valueOf(parts.group(1)),
            parts.group(8) == null ? null : Long.valueOf(parts.group(8)),
            String.valueOf(parts.group(2))));
  }

  private static boolean isSigned(byte[] bytes, Matcher parts, SigningKey key) {
    javax.crypto.Mac mac = key.newMac();
    mac.update(bytes, 0, parts.start(5));
    mac.update(bytes, parts.end(5), bytes.length - 1 - parts.end(5));
    return MessageDigest.isEqual(mac.doFinal(), HexFormat.of().parseHex(parts.group(6)));
  }
}
