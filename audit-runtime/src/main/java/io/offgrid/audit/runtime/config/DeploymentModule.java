package io.offgrid.audit.runtime.config;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import com.google.inject.util.Modules;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Sink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Binds what a log is made of: clock, keys, store; and the set of alert listeners, empty. */
final class DeploymentModule extends AbstractModule {
  static final Key<Set<AlertListener>> ALERT_LISTENERS = Key.get(new TypeLiteral<>() {});

  static final Key<Set<ForwardedSink>> SINKS = Key.get(new TypeLiteral<>() {});

  private final AuditConfig config;

  private DeploymentModule(AuditConfig config) {
    this.config = config;
  }

  /** What a log is made of, with whatever {@code audit.modules} put in its place or beside it. */
  static Module of(AuditConfig config) {
    Module module = new DeploymentModule(config);
    return config.parts().modules().isEmpty()
        ? module
        : Modules.override(module).with(config.parts().modules());
  }

  @Override
  protected void configure() {
    bind(Clock.class).toInstance(Clock.systemUTC());
    bind(KeySource.class).toInstance(config.parts().keys());
    Multibinder.newSetBinder(binder(), AlertListener.class);
    install(store(config.parts().store()));
    Multibinder.newSetBinder(binder(), ForwardedSink.class);
    config.parts().sinks().forEach(sink -> install(sink(sink.name(), sink.component())));
  }

  /** Made anew each time that a process begins to forward. */
  private <S extends Record> Module sink(String name, Component<S, Sink> component) {
    return new ComponentModule<>(sinkKey(name), component, config, Scopes.NO_SCOPE);
  }

  private static Key<Sink> sinkKey(String name) {
    return Key.get(Sink.class, Names.named(name));
  }

  /**
   * The sinks of the configuration, then those of the modules.
   *
   * @param made gives a new instance of what is bound
   */
  static List<ForwardedSink> sinks(
      AuditConfig config, Function<Key<Sink>, Sink> made, Set<ForwardedSink> ofModules) {
    List<ForwardedSink> sinks = new ArrayList<>();
    for (ConfiguredSink sink : config.parts().sinks()) {
      Key<Sink> key = sinkKey(sink.name());
      sinks.add(sink.made(() -> made.apply(key)));
    }
    sinks.addAll(ofModules);
    return sinks;
  }

  private <S extends Record> Module store(Component<S, AuditStore> component) {
    return new ComponentModule<>(Key.get(AuditStore.class), component, config);
  }
}
