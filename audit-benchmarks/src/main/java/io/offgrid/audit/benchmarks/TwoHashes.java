package io.offgrid.audit.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two hashes that a line costs, as the platform computes them. For one thread. */
final class TwoHashes {
  private static final String HMAC = "HmacSHA256";

  private final MessageDigest sha256;
  private final Mac mac;
  private final byte[] hash = new byte[32];
  private final byte[] signature = new byte[32];

  TwoHashes() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
      mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec("a key of some 32 bytes, for this".getBytes(US_ASCII), HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The hash that was computed last. */
  byte[] hash() {
    return hash;
  }

  /** What is signed before that which {@link #mac} is given. */
  void update(byte[] bytes, int from, int length) {
    mac.update(bytes, from, length);
  }

  byte[] mac(byte[] bytes, int from, int length) {
    try {
      mac.update(bytes, from, length);
      mac.doFinal(signature, 0);
      return signature;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] rehash(byte[] bytes, int from, int length) {
    try {
      sha256.update(bytes, from, length);
      sha256.digest(hash, 0, hash.length);
      return hash;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
