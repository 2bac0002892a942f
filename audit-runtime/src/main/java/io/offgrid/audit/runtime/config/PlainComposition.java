package io.offgrid.audit.runtime.config;

import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.spi.ProviderContext;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The configured components as they are. */
record PlainComposition(
    AuditStore store, KeySource keys, List<ForwardedSink> sinks, ProviderContext context)
    implements Composition {
  static PlainComposition of(AuditConfig config) {
    ProviderContext context = config.context(Clock.systemUTC());
    AuditConfig.Parts parts = config.parts();
    List<ForwardedSink> sinks =
        parts.sinks().stream()
            .map(sink -> sink.made(() -> sink.component().create(context)))
            .toList();
    return new PlainComposition(parts.store().create(context), parts.keys(), sinks, context);
  }

  @Override
  public Clock clock() {
    return context.clock();
  }

  @Override
  public Set<AlertListener> alertListeners() {
    return Set.of();
  }

  @Override
  public <S extends Record> Exporter make(String type, Component<S, Exporter> component) {
    return component.create(context);
  }
}
