package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigSourceTest {
  @Test
  void looksInTheHiddenFolderOfTheUser() {
    ConfigSource source = ConfigSource.of(Map.of("HOME", "/home/ann"), null, null);
    assertThat(source.home()).isEqualTo(Path.of("/home/ann/.offgrid-llm"));
    assertThat(source.file()).isEqualTo(Path.of("/home/ann/.offgrid-llm/config.yaml"));
    assertThat(source.fileRequired()).isFalse();
    assertThat(source.directory()).isNull();
  }

  @Test
  void asksTheJvmForTheUsersHomeWhereTheEnvironmentHasNone() {
    assertThat(ConfigSource.of(Map.of(), null, null).home())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".offgrid-llm"));
  }

  @Test
  void looksInTheHomeThatTheEnvironmentNames() {
    Map<String, String> environment = Map.of("HOME", "/home/ann", "OFFGRID_HOME", "/srv/og/");
    assertThat(ConfigSource.of(environment, null, null).file())
        .isEqualTo(Path.of("/srv/og/config.yaml"));
  }

  @Test
  void takesAnEmptyHomeForNone() {
    Map<String, String> environment = Map.of("HOME", "/home/ann", "OFFGRID_HOME", "");
    assertThat(ConfigSource.of(environment, null, null).home())
        .isEqualTo(Path.of("/home/ann/.offgrid-llm"));
  }

  @Test
  void requiresTheFileThatIsNamedAndKeepsTheHome() {
    ConfigSource source =
        ConfigSource.of(Map.of("HOME", "/h"), Path.of("conf/../my.yaml"), Path.of("logs"));
    assertThat(source.home()).isEqualTo(Path.of("/h/.offgrid-llm"));
    assertThat(source.file()).isEqualTo(Path.of("my.yaml").toAbsolutePath());
    assertThat(source.fileRequired()).isTrue();
    assertThat(source.directory()).isEqualTo(Path.of("logs").toAbsolutePath());
  }

  @Test
  void looksInAFolderOfTheApplicationWhateverTheEnvironmentNames() {
    Map<String, String> environment = Map.of("OFFGRID_HOME", "/srv/og", "KEY", "k");
    ConfigSource source = ConfigSource.in(Path.of("etc/../app"), environment);
    Path app = Path.of("app").toAbsolutePath();
    assertThat(source)
        .isEqualTo(new ConfigSource(app, app.resolve("config.yaml"), true, null, environment));
  }
}
