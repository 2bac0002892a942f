package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.runtime.config.ServerSettings;
import io.offgrid.audit.runtime.config.ServerTlsSettings;
import io.offgrid.audit.runtime.config.TokenSettings;
import io.offgrid.audit.testkit.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's settings are those of the code, and it tells of every request. */
class ReadmeTest {
  @TempDir private Path folder;
  private static final String END = "<!-- /settings -->";

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private static String table(String name) throws IOException {
    String begin = "<!-- settings:" + name + " -->\n";
    assertThat(readme()).contains(begin);
    int from = readme().indexOf(begin) + begin.length();
    return readme().substring(from, readme().indexOf(END, from));
  }

  @Test
  void tellsEverySettingWithItsDefault() throws IOException {
    assertThat(table("server")).isEqualTo(SettingsTable.of(ServerSettings.class));
    assertThat(table("token")).isEqualTo(SettingsTable.of(TokenSettings.class));
    assertThat(table("tls")).isEqualTo(SettingsTable.of(ServerTlsSettings.class));
  }

  @Test
  void tellsOfEveryRequest() throws Exception {
    try (TestServer server = TestServer.start(folder)) {
      for (Route route : server.routes()) {
        assertThat(readme()).contains("| `" + route.title() + "` |");
      }
    }
  }
}
