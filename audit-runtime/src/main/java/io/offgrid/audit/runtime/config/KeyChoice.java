package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.spi.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Finds where the keys come from, and looks at what is there now. */
final class KeyChoice {
  static final String GENERATED = "audit.key";

  private static final String HMAC_KEY = "audit.hmac_key";
  static final String KEYS = "audit.keys";

  private final Reading reading;
  private final List<String> warnings = new ArrayList<>();

  KeyChoice(Reading reading) {
    this.reading = reading;
  }

  /** What works but is weak. */
  List<String> warnings() {
    return warnings;
  }

  /** The source that the settings name; what is wrong with it has been added to the problems. */
  KeySource choose(AuditSettings settings, Path home) {
    GeneratedKeyFile generated = new GeneratedKeyFile(home.resolve(GENERATED));
    if (settings.hmacKey().isPresent()) {
      String key = settings.hmacKey().get().reveal();
      return inline(HMAC_KEY, () -> KeyRing.of(SigningKey.parse(key)), generated);
    }
    if (settings.hmacKeyFile().isPresent()) {
      KeyFile file = new KeyFile(settings.hmacKeyFile().get());
      check("audit.hmac_key_file", file);
      return file;
    }
    if (!settings.keys().isEmpty() || !reading.place(KEYS).equals("default")) {
      List<String> keys = settings.keys().stream().map(Secret::reveal).toList();
      return inline(KEYS, () -> KeyRing.parse(keys), generated);
    }
    try {
      generated.checkFile();
    } catch (AuditException e) {
      reading.problems.add(String.valueOf(e.getMessage()));
    }
    return generated;
  }

  private KeySource inline(String name, Supplier<KeyRing> parse, KeySource otherwise) {
    try {
      InlineKeys keys = new InlineKeys(parse.get(), name, reading.problems.source());
      check(name, keys);
      return keys;
    } catch (IllegalArgumentException e) {
      reading.problems.add(reading.place(name), name + ": " + e.getMessage());
      return otherwise;
    }
  }

  private void check(String name, KeySource source) {
    String place = reading.place(name);
    try {
      for (SigningKey key : source.load().keys()) {
        if (key.isWeak()) {
          warnings.add(
              "%s: %s: key %s is weak, under 16 bytes or an example from the documentation; make one with: openssl rand -hex 32"
                  .formatted(place, name, key.id()));
        }
      }
    } catch (AuditException e) {
      reading.problems.add(place, name + ": " + e.getMessage());
    }
  }
}
