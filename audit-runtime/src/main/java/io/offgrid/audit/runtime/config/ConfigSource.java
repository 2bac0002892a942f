package io.offgrid.audit.runtime.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where configuration is looked for. Does not touch the disk.
 *
 * @param home where relative paths start, {@code $OFFGRID_HOME} or {@code ~/.offgrid-llm}
 * @param file the configuration file
 * @param fileRequired whether it is an error if the file is not there; otherwise defaults hold
 * @param directory where the log is kept, whatever the file says; absent to believe the file
 * @param environment what {@code ${NAME}} in the file stands for
 */
public record ConfigSource(
    Path home,
    Path file,
    boolean fileRequired,
    @Nullable Path directory,
    Map<String, String> environment) {

  public ConfigSource {
    environment = Map.copyOf(environment);
  }

  /**
   * The usual places.
   *
   * @param environment the process's variables; {@code OFFGRID_HOME} and {@code HOME} count
   * @param configFile a file that must be there, instead of {@code config.yaml} in the home
   * @param directory overrides {@code audit.dir}
   */
  public static ConfigSource of(
      Map<String, String> environment, @Nullable Path configFile, @Nullable Path directory) {
    String named = environment.getOrDefault("OFFGRID_HOME", "");
    Path home =
        (named.isBlank() ? userHome(environment).resolve(".offgrid-llm") : Path.of(named))
            .toAbsolutePath()
            .normalize();
    return new ConfigSource(
        home,
        configFile == null ? home.resolve("config.yaml") : configFile.toAbsolutePath().normalize(),
        configFile != null,
        directory == null ? null : directory.toAbsolutePath().normalize(),
        environment);
  }

  /**
   * A folder of an application's own: its {@code config.yaml}, which must be there, and with it the
   * log and the key where that file does not say otherwise. {@code OFFGRID_HOME} does not count.
   * With {@code OFFGRID_HOME} set to this folder the command {@code offgrid} looks at the same log.
   *
   * @param environment what <code>${NAME}</code> in the file stands for
   */
  public static ConfigSource in(Path home, Map<String, String> environment) {
    Path folder = home.toAbsolutePath().normalize();
    return new ConfigSource(folder, folder.resolve("config.yaml"), true, null, environment);
  }

  /** The folder that {@code ~} stands for. */
  static Path userHome(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isBlank() ? System.getProperty("user.home", ".") : home);
  }
}
