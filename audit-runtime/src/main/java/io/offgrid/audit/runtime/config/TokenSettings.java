package io.offgrid.audit.runtime.config;

import io.offgrid.audit.spi.Setting;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One of {@code audit.server.tokens}: who has it, and what it is good for. The token itself is not
 * here, so that whoever reads the configuration cannot use it.
 */
public record TokenSettings(
    @Setting("Who has it: 1 to 64 letters, digits, `.`, `_`, `@` and `-`; recorded as the user.")
        String name,
    @Setting("SHA-256 of the token, 64 hex digits; `offgrid audit token create` prints it.")
        String tokenSha256,
    @Setting("What it is good for: a list of `record`, `read`, `export` and `admin`, which is all.")
        List<AccessRight> may) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public TokenSettings {
    may = List.copyOf(may);
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name must be 1 to 64 letters, digits, '.', '_', '@' and '-'");
    }
    if (!HASH.matcher(tokenSha256).matches()) {
      throw new IllegalArgumentException(
          "token_sha256 must be 64 lower-case hex digits: 'offgrid audit token create' prints it");
    }
  }

  /** Whether somebody may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Whether this token is good for that. */
  public boolean allows(AccessRight right) {
    return may.contains(right) || may.contains(AccessRight.ADMIN);
  }
}
