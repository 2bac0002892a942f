package io.offgrid.audit.chain;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) of many short messages under one key. The two blocks that begin with the
 * key are hashed once, and each message goes on from copies of those states: next to {@link
 * javax.crypto.Mac} that saves two of some eight blocks a record, and makes more garbage, so it is
 * for those who keep nothing: to check, not to sign. For one thread.
 */
final class HmacSha256 {
  private static final int BLOCK = 64;

  private final MessageDigest inner;
  private final MessageDigest outer;
  private MessageDigest message;

  /**
   * @throws IllegalStateException if the platform's SHA-256 cannot be copied; the JDK's can
   */
  HmacSha256(byte[] key) {
    byte[] block =
        Arrays.copyOf(key.length > BLOCK ? ChainHash.of(key, 0, key.length) : key, BLOCK);
    inner = begun(block, 0x36);
    outer = begun(block, 0x5c);
    Arrays.fill(block, (byte) 0);
    message = copy(inner);
  }

  /** Takes the next piece of the message. */
  void update(byte[] bytes, int from, int to) {
    message.update(bytes, from, to - from);
  }

  /** Ends the message, writes its code into an array of 32 bytes, and begins the next message. */
  void finish(byte[] into) {
    Sha256.finish(message, into);
    MessageDigest last = copy(outer);
    last.update(into, 0, Sha256.BYTES);
    Sha256.finish(last, into);
    message = copy(inner);
  }

  private static MessageDigest begun(byte[] block, int pad) {
    MessageDigest digest = ChainHash.newDigest();
    for (byte b : block) {
      digest.update((byte) (b ^ pad));
    }
    return digest;
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(digest.getProvider() + " cannot copy a SHA-256", e);
    }
  }
}
