package io.offgrid.audit.export;

import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.spi.ExporterProvider;
import io.offgrid.audit.spi.ProviderContext;

/** {@code jsonl}: the exact signed records, one a line. */
public final class JsonLinesExporterProvider implements ExporterProvider<NoSettings> {
  @Override
  public String type() {
    return "jsonl";
  }

  @Override
  public Class<NoSettings> settingsType() {
    return NoSettings.class;
  }

  @Override
  public Exporter create(NoSettings settings, ProviderContext context) {
    return new JsonLinesExporter();
  }
}
