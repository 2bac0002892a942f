package io.offgrid.audit.runtime.config;

import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Exporter;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** What a deployment is made of. Safe for use by any number of threads. */
interface Composition {
  /**
   * Puts together what the configuration names. Without {@code audit.modules} an injector would
   * have nothing to decide, and loading one is most of what a short command would do.
   *
   * @throws io.offgrid.audit.AuditException if a component cannot be made
   */
  static Composition of(AuditConfig config) {
    return config.parts().modules().isEmpty()
        ? PlainComposition.of(config)
        : InjectedComposition.of(config);
  }

  AuditStore store();

  KeySource keys();

  Clock clock();

  /** The sinks, those that are disabled included. */
  List<ForwardedSink> sinks();

  /** Who is told of alerts. */
  Set<AlertListener> alertListeners();

  /**
   * Makes an exporter.
   *
   * @param type its name
   */
  <S extends Record> Exporter make(String type, Component<S, Exporter> component);
}
