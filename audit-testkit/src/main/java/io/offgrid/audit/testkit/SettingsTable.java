package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Setting;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The settings table of a module's README, made from its settings record. A test that looks for
 * this text in the README keeps the two the same:
 *
 * <pre>{@code
 * assertThat(Path.of("README.md")).content().contains(SettingsTable.of(CsvSettings.class));
 * }</pre>
 */
public final class SettingsTable {
  private SettingsTable() {}

  /**
   * The table in Markdown, each line ending with a newline.
   *
   * @throws IllegalArgumentException if a component has no {@link Setting}
   */
  public static String of(Class<? extends Record> settings) {
    return "| key | default | what it does |\n| --- | --- | --- |\n"
        + Arrays.stream(settings.getRecordComponents())
            .map(SettingsTable::row)
            .collect(Collectors.joining());
  }

  private static String row(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalArgumentException(component + " is not described by @Setting");
    }
    String shown = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
    return "| `" + key(component) + "` | " + shown + " | " + setting.value() + " |\n";
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
