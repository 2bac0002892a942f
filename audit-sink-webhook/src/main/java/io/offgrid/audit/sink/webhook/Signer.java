package io.offgrid.audit.sink.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.spi.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks 1.0.0 wants it: HMAC-SHA256 of {@code id.timestamp.body}. */
final class Signer {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final List<SecretKeySpec> keys;

  Signer(List<Secret> secrets) {
    keys = keys(secrets);
  }

  /**
   * Checks what the settings have.
   *
   * @throws IllegalArgumentException shows no secret
   */
  static void check(List<Secret> secrets) {
    keys(secrets);
  }

  /** One signature for each secret, with a space between; empty where there is none. */
  String signatures(String id, long timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(UTF_8);
    return keys.stream().map(key -> signature(key, head, body)).collect(Collectors.joining(" "));
  }

  private static String signature(SecretKeySpec key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static List<SecretKeySpec> keys(List<Secret> secrets) {
    return IntStream.range(0, secrets.size())
        .mapToObj(i -> key(secrets.get(i), secrets.size() == 1 ? "secret" : "secret " + (i + 1)))
        .toList();
  }

  private static SecretKeySpec key(Secret secret, String name) {
    String text = secret.reveal();
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException(name + " must begin with " + PREFIX);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " must be Base64 after " + PREFIX);
    }
    if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "%s must hold %d to %d bytes, not %d".formatted(name, MIN_BYTES, MAX_BYTES, key.length));
    }
    return new SecretKeySpec(key, ALGORITHM);
  }
}
