package io.offgrid.audit.faults;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and links lines as somebody would who has a key, from the page about the format alone. */
final class Forger {
  private static final String SIGNATURE = ",\"signature\":\"hmac-sha256:";

  private Forger() {}

  /** The line as this key would have signed it; one without a signature stays as it is. */
  static String signed(String line, String key) {
    String named = line.replaceFirst("(\"key_id\":\")[0-9a-f]{8}(\")", "$1" + id(key) + "$2");
    int at = named.lastIndexOf(SIGNATURE);
    if (at < 0 || at + SIGNATURE.length() + 65 > named.length()) {
      return line;
    }
    String before = named.substring(0, at);
    String after = named.substring(at + SIGNATURE.length() + 65);
    return before + SIGNATURE + hex(mac(key, before + after)) + "\"" + after;
  }

  /** The line as the one that follows another. */
  static String linked(String line, String previous) {
    return line.replaceFirst("(\"chain_hash\":\"sha256:)[0-9a-f]{64}", "$1" + hash(previous));
  }

  static String hash(String line) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(bytes(line)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String id(String key) {
    return hex(mac(key, "key_id")).substring(0, 8);
  }

  private static byte[] mac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Lines are taken for one character a byte, so that any bytes can be taken. */
  static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
