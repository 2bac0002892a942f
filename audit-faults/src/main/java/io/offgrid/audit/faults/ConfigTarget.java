package io.offgrid.audit.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.offgrid.audit.ConfigurationException;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.ConfigSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Any bytes as {@code config.yaml}: a configuration, or errors that each say where and what,
 * without secrets.
 */
public final class ConfigTarget {
  private static final Path HOME = FuzzFiles.directory("config");
  private static final String SECRET = "a-secret-that-nobody-may-print";
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SECRET", SECRET, "N", "7", "EMPTY", "");

  /** A line, or that it is about the file as a whole. */
  private static final Pattern LOCATED = Pattern.compile("(?s)(line \\d+.*|is not UTF-8.*)");

  private ConfigTarget() {}

  public static void fuzzerTestOneInput(byte[] yaml) {
    if (new String(yaml, ISO_8859_1).contains(SECRET)) {
      return; // in the file itself it is not known to be one
    }
    FuzzFiles.write(HOME.resolve("config.yaml"), yaml);
    try {
      AuditConfig config = AuditConfig.load(ConfigSource.in(HOME, ENVIRONMENT));
      BrokenPromise.unless(!config.describe().toString().contains(SECRET), "a secret is described");
      config.warnings().forEach(ConfigTarget::holdsNoSecret);
    } catch (ConfigurationException e) {
      BrokenPromise.unless(!e.problems().isEmpty(), "an error without a problem");
      e.problems().forEach(ConfigTarget::holdsNoSecret);
      e.problems()
          .forEach(
              problem ->
                  BrokenPromise.unless(
                      LOCATED.matcher(problem).matches(), "nobody can tell where: " + problem));
    }
  }

  private static void holdsNoSecret(String text) {
    BrokenPromise.unless(!text.contains(SECRET), "a secret is told");
  }
}
