package io.offgrid.audit.export;

import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.spi.ExporterProvider;
import io.offgrid.audit.spi.ProviderContext;

/** {@code json}: one JSON array of the exact signed records. */
public final class JsonExporterProvider implements ExporterProvider<NoSettings> {
  @Override
  public String type() {
    return "json";
  }

  @Override
  public Class<NoSettings> settingsType() {
    return NoSettings.class;
  }

  @Override
  public Exporter create(NoSettings settings, ProviderContext context) {
    return new JsonExporter();
  }
}
