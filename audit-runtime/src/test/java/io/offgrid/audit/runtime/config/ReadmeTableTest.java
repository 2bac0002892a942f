package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.testkit.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's configuration table is that of the settings themselves. */
class ReadmeTableTest {
  private static final String BEGIN = "<!-- settings:audit -->\n";
  private static final String END = "<!-- /settings -->";

  @Test
  void tellsEverySettingWithItsDefault() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    assertThat(readme.substring(from, readme.indexOf(END, from)))
        .isEqualTo(SettingsTable.of(AuditSettings.class));
  }
}
