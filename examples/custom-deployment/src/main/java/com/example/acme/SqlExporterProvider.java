package com.example.acme;

import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.spi.ExporterProvider;
import io.offgrid.audit.spi.ProviderContext;

/** {@code sql}: to load into a database. */
public final class SqlExporterProvider implements ExporterProvider<SqlSettings> {
  @Override
  public String type() {
    return "sql";
  }

  @Override
  public Class<SqlSettings> settingsType() {
    return SqlSettings.class;
  }

  @Override
  public Exporter create(SqlSettings settings, ProviderContext context) {
    return new SqlExporter(settings);
  }
}
