package io.offgrid.audit.export;

import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.spi.ExporterProvider;
import io.offgrid.audit.spi.ProviderContext;

/** {@code csv}: comma-separated values, for spreadsheets. */
public final class CsvExporterProvider implements ExporterProvider<CsvSettings> {
  @Override
  public String type() {
    return "csv";
  }

  @Override
  public Class<CsvSettings> settingsType() {
    return CsvSettings.class;
  }

  @Override
  public Exporter create(CsvSettings settings, ProviderContext context) {
    return new CsvExporter(settings);
  }
}
