package com.example.opensearch;

import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkProvider;

/** {@code opensearch}: records as documents, by the bulk API. */
public final class OpenSearchSinkProvider implements SinkProvider<OpenSearchSettings> {
  @Override
  public String type() {
    return "opensearch";
  }

  @Override
  public Class<OpenSearchSettings> settingsType() {
    return OpenSearchSettings.class;
  }

  @Override
  public Sink create(OpenSearchSettings settings, ProviderContext context) {
    return new OpenSearchSink(settings);
  }
}
