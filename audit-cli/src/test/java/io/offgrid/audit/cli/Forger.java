package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what somebody else should not, with a key that he has; as docs/format.md says. */
final class Forger {
  private static final String SIGNATURE = ",\"signature\":\"hmac-sha256:";
  private static final int DIGITS = 64;
  private static final int LINK = "{\"chain_hash\":\"sha256:".length();

  private final byte[] key;

  Forger(String keyLine) {
    key =
        keyLine.startsWith("hex:")
            ? HexFormat.of().parseHex(keyLine.substring("hex:".length()))
            : keyLine.getBytes(UTF_8);
  }

  /** The same line under this key. */
  String sign(String line) {
    String named = line.replaceFirst("\"key_id\":\"[^\"]*\"", "\"key_id\":\"" + keyId() + "\"");
    int at = named.lastIndexOf(SIGNATURE);
    int digits = at + SIGNATURE.length();
    String rest = named.substring(digits + DIGITS + 1);
    return named.substring(0, digits) + hmac(named.substring(0, at) + rest) + '"' + rest;
  }

  /** The line, linked to another one and signed. */
  String linked(String line, String before) {
    return sign(line.substring(0, LINK) + sha256(before) + line.substring(LINK + DIGITS));
  }

  /** All lines from this one on, linked and signed again. */
  List<String> chained(List<String> lines, int from) {
    List<String> forged = new ArrayList<>(lines.subList(0, from));
    for (String line : lines.subList(from, lines.size())) {
      forged.add(linked(line, forged.get(forged.size() - 1)));
    }
    return forged;
  }

  private String keyId() {
    return hmac("key_id").substring(0, 8);
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
