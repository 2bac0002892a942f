package io.offgrid.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.ExporterProvider;
import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.testkit.SettingsTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private static final Path HOME = Path.of("home");
  private static final ProviderContext CONTEXT =
      new ProviderContext(HOME, HOME.resolve("audit"), Clock.systemUTC());

  @Test
  void areFoundByTheirType() {
    List<String> types = new ArrayList<>();
    for (ExporterProvider<?> provider : ServiceLoader.load(ExporterProvider.class)) {
      types.add(provider.type());
    }
    assertThat(types).containsExactlyInAnyOrder("csv", "json", "jsonl");
  }

  @Test
  void makeWhatTheirTypeSays() {
    NoSettings none = new NoSettings();
    assertThat(new JsonExporterProvider().create(none, CONTEXT).mediaType())
        .isEqualTo("application/json");
    assertThat(new JsonLinesExporterProvider().create(none, CONTEXT).mediaType())
        .isEqualTo("application/x-ndjson");
    assertThat(new CsvExporterProvider().create(new CsvSettings(true, true), CONTEXT).mediaType())
        .isEqualTo("text/csv");
  }

  @Test
  void handTheirSettingsOn() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CsvExporterProvider()
        .create(new CsvSettings(false, true), CONTEXT)
        .export(Collections.emptyIterator(), out);
    assertThat(out.size()).isZero();
  }

  @Test
  void tellTheirSettings() {
    assertThat(new CsvExporterProvider().settingsType()).isEqualTo(CsvSettings.class);
    assertThat(new JsonExporterProvider().settingsType()).isEqualTo(NoSettings.class);
    assertThat(new JsonLinesExporterProvider().settingsType()).isEqualTo(NoSettings.class);
  }

  @Test
  void theReadmeHasTheirSettings() {
    assertThat(Path.of("README.md")).content().contains(SettingsTable.of(CsvSettings.class));
  }
}
