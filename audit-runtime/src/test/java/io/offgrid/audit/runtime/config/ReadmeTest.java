package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.testkit.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final String BEGIN = "<!-- settings:audit -->\n";
  private static final String END = "<!-- /settings -->";

  @Test
  void hasTheTableOfAllSettings() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(readme).containsSubsequence(BEGIN, END);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    assertThat(readme.substring(begin, readme.indexOf(END, begin)).strip())
        .isEqualTo(SettingsTable.of(AuditSettings.class).strip());
  }
}
