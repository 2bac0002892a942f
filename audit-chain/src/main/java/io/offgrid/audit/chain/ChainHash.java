package io.offgrid.audit.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The hash that links a record to the line before it, or the first one to its chain's origin. */
public final class ChainHash {
  /** Bytes of a hash. */
  public static final int BYTES = 32;

  static final String PREFIX = "sha256:";

  private static final Pattern TEXT = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern ORIGIN = Pattern.compile("[!-~&&[^+/]]{1,64}");

  private ChainHash() {}

  /** The hash of some bytes, a line without its newline for one. */
  public static byte[] of(byte[] bytes, int offset, int length) {
    MessageDigest digest = newDigest();
    digest.update(bytes, offset, length);
    return digest.digest();
  }

  /** Takes bytes piece by piece. */
  @FunctionalInterface
  public interface Sink {
    void accept(byte[] bytes, int offset, int length);
  }

  /** The hash of all bytes that a source hands over. */
  public static byte[] hash(Consumer<Sink> source) {
    MessageDigest digest = newDigest();
    source.accept(digest::update);
    return digest.digest();
  }

  /**
   * What the first record of a chain links to.
   *
   * @throws IllegalArgumentException if it is not an origin
   */
  public static byte[] genesis(String origin) {
    byte[] bytes = requireOrigin(origin).getBytes(StandardCharsets.US_ASCII);
    return of(bytes, 0, bytes.length);
  }

  /** {@code sha256:} and 64 lower-case hex digits. */
  public static String text(byte[] hash) {
    return PREFIX + HexFormat.of().formatHex(hash);
  }

  /**
   * The 32 bytes of a {@link #text}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static byte[] parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("not \"sha256:\" and 64 lower-case hex digits");
    }
    return HexFormat.of().parseHex(text, PREFIX.length(), text.length());
  }

  /** Whether a chain may have this name: 1 to 64 printable ASCII characters but space, + and /. */
  public static boolean isOrigin(String name) {
    return ORIGIN.matcher(name).matches();
  }

  /**
   * Returns the name when it is one.
   *
   * @throws IllegalArgumentException if {@link #isOrigin} says no
   */
  public static String requireOrigin(String name) {
    if (!isOrigin(name)) {
      throw new IllegalArgumentException(
          "an origin has 1 to 64 printable ASCII characters other than space, '+' and '/'");
    }
    return name;
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
