package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.Setting;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The README's configuration table is that of the settings themselves. */
class ReadmeTableTest {
  private static final String BEGIN = "<!-- settings:audit -->\n";
  private static final String END = "<!-- /settings -->";

  @Test
  void tellsEverySettingWithItsDefault() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    assertThat(readme.substring(from, readme.indexOf(END))).isEqualTo(table());
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| key | default | what it does |\n| --- | --- | --- |\n");
    for (RecordComponent component : AuditSettings.class.getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      String byDefault = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
      table.append("| `" + key + "` | " + byDefault + " | " + setting.value() + " |\n");
    }
    return table.toString();
  }
}
