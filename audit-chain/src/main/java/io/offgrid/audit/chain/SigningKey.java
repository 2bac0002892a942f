package io.offgrid.audit.chain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One HMAC-SHA256 key and its fingerprint. Immutable; never prints its bytes. */
public final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int WEAK_BELOW_BYTES = 16;

  private final SecretKeySpec spec;
  private final int length;
  private final String id;

  private SigningKey(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("a key must not be empty");
    }
    spec = new SecretKeySpec(bytes, ALGORITHM);
    length = bytes.length;
    byte[] mac = newMac().doFinal("key_id".getBytes(StandardCharsets.US_ASCII));
    id = HexFormat.of().formatHex(mac, 0, 4);
  }

  /** A key of these bytes. */
  public static SigningKey of(byte[] bytes) {
    return new SigningKey(bytes.clone());
  }

  /**
   * A key in the notation of configuration: {@code hex:…} and {@code base64:…} are decoded, any
   * other text is its UTF-8 bytes.
   *
   * @throws IllegalArgumentException if it is empty or does not decode; the message does not hold
   *     the text
   */
  public static SigningKey parse(String notation) {
    try {
      if (notation.startsWith("hex:")) {
        return new SigningKey(HexFormat.of().parseHex(notation.substring(4).strip()));
      }
      if (notation.startsWith("base64:")) {
        return new SigningKey(Base64.getDecoder().decode(notation.substring(7).strip()));
      }
    } catch (IllegalArgumentException e) {
      String scheme = notation.substring(0, notation.indexOf(':'));
      throw new IllegalArgumentException("not a valid " + scheme + ": key");
    }
    return new SigningKey(notation.getBytes(StandardCharsets.UTF_8));
  }

  /** The first 8 hex digits of HMAC-SHA256(key, "key_id"). */
  public String id() {
    return id;
  }

  /** Whether it is shorter than 16 bytes, or the one that documentation shows as an example. */
  public boolean isWeak() {
    return length < WEAK_BELOW_BYTES
        || Arrays.equals(spec.getEncoded(), "your-secret-key".getBytes(StandardCharsets.US_ASCII));
  }

  /** A new HMAC with this key to check many records with, for one thread. */
  HmacSha256 newHmac() {
    return new HmacSha256(spec.getEncoded());
  }

  /** A new HMAC with this key, for one thread. */
  Mac newMac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(spec);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
