package io.offgrid.audit.server;

import io.offgrid.audit.runtime.config.TokenSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that are known, by their SHA-256. How long a look-up takes tells nothing of them.
 * Immutable.
 */
final class Tokens {
  private final List<TokenSettings> tokens;
  private final List<byte[]> hashes;

  Tokens(List<TokenSettings> tokens) {
    this.tokens = List.copyOf(tokens);
    hashes = tokens.stream().map(token -> HexFormat.of().parseHex(token.tokenSha256())).toList();
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  /** The one that was presented, if it is known. Compares with all of them, whichever it is. */
  @Nullable TokenSettings find(String presented) {
    byte[] hash = sha256(presented);
    TokenSettings found = null;
    for (int i = 0; i < hashes.size(); i++) {
      if (MessageDigest.isEqual(hashes.get(i), hash)) {
        found = tokens.get(i);
      }
    }
    return found;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
