package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A token that nobody can guess: 256 random bits, with a beginning by which to know it again. */
record NewToken(String text) {
  private static final String BEGINNING = "oga_";
  private static final int BYTES = 32;

  static NewToken random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new NewToken(BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** In hex. No salt and no slow hash: nothing is gained by guessing at so many random bits. */
  String sha256() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
