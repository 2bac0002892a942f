package io.offgrid.audit.faults.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.offgrid.audit.chain.ByteBuilder;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.HeadCodec;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lines that nobody but the holder of the key could write, made of any lines: where one has places
 * for a link and a signature, they are filled in as they must be. What stands between them is
 * whatever was given, so that verification is led past its first checks.
 */
final class Forgery {
  private static final String LINK = "\"chain_hash\":\"sha256:";
  private static final String SIGNATURE = ",\"signature\":\"hmac-sha256:";
  private static final int DIGITS = 64;

  private byte[] hash = ChainHash.genesis(LogTarget.ORIGIN);
  private long lines;

  /** The lines of a text, forged one after the other; what follows the last newline is left. */
  byte[] forge(byte[] text) {
    ByteBuilder out = new ByteBuilder(text.length + 1);
    for (byte[] line : lines(text)) {
      byte[] forged = sign(link(line));
      out.append(forged).append((byte) '\n');
      hash = ChainHash.of(forged, 0, forged.length);
      lines++;
    }
    return Arrays.copyOf(out.array(), out.length());
  }

  /** A head that names the last line, as if its seq were its number. */
  byte[] head() {
    return HeadCodec.encode(lines, hash, LogTarget.ORIGIN, "2026-01-01T00:00:00.000000Z", Keys.KEY);
  }

  private static List<byte[]> lines(byte[] text) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        lines.add(Arrays.copyOfRange(text, from, i));
        from = i + 1;
      }
    }
    return lines;
  }

  private byte[] link(byte[] line) {
    int at = new String(line, ISO_8859_1).indexOf(LINK) + LINK.length();
    if (at < LINK.length() || at + DIGITS > line.length) {
      return line;
    }
    return put(line, at, HexFormat.of().formatHex(hash));
  }

  private static byte[] sign(byte[] line) {
    String text = new String(line, ISO_8859_1);
    int from = text.lastIndexOf(SIGNATURE);
    int end = from + SIGNATURE.length() + DIGITS + 1;
    if (from < 0 || end > line.length) {
      return line;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec("a key for logs that are made up".getBytes(ISO_8859_1), "HmacSHA256"));
      mac.update(line, 0, from);
      mac.update(line, end, line.length - end);
      return put(line, from + SIGNATURE.length(), HexFormat.of().formatHex(mac.doFinal()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] put(byte[] line, int at, String digits) {
    byte[] copy = line.clone();
    System.arraycopy(digits.getBytes(ISO_8859_1), 0, copy, at, digits.length());
    return copy;
  }
}
