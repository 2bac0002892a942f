package io.offgrid.audit.runtime.config;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.name.Names;
import com.google.inject.spi.Message;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.runtime.KeyStatus;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Exporter;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** The components of a configuration, put together. Safe for use by any number of threads. */
public final class AuditDeployment implements AutoCloseable {
  private final AuditConfig config;
  private final Injector injector;
  private final LogOpener opener;
  private final ConcurrentMap<String, Exporter> exporters = new ConcurrentHashMap<>();

  private AuditDeployment(AuditConfig config, Injector injector) {
    this.config = config;
    this.injector = injector;
    opener =
        new LogOpener(
            config.settings(),
            injector.getInstance(AuditStore.class),
            injector.getInstance(KeySource.class),
            injector.getInstance(Clock.class));
  }

  static AuditDeployment of(AuditConfig config) {
    return clearly(
        () ->
            new AuditDeployment(
                config,
                Guice.createInjector(
                    Stage.PRODUCTION, new StrictModule(), DeploymentModule.of(config))));
  }

  /**
   * Opens the log for recording. Generates a key when none is configured and there is no log yet.
   * With {@code enabled: false} the log records nothing.
   *
   * @param whenUnset how much to verify when {@code verify_on_start} does not say
   * @throws AuditException if it cannot be opened, or must not be
   */
  public AuditLog openLog(VerifyOnStart whenUnset) {
    return opener.openLog(whenUnset);
  }

  /** Opens the log for reading. Locks nothing, and makes nothing but summaries of segments. */
  public AuditLogReader openReader() {
    return opener.openReader();
  }

  /** Opens the log for what is done to it as a whole. Touches nothing. */
  public LogMaintenance openMaintenance() {
    return opener.openMaintenance();
  }

  /**
   * The keys, and whether they fit the log. Changes nothing.
   *
   * @throws AuditException if the keys or the log cannot be read
   */
  public KeyStatus keyStatus() {
    return KeyStatus.of(opener.keys(), opener.store());
  }

  /** Where the keys are, for people: a file, a setting. */
  public String keyLocation() {
    return opener.keys().location();
  }

  /**
   * An exporter by its type name; always the same one.
   *
   * @throws AuditException if there is none of that name; the message has the known ones
   */
  public Exporter exporter(String type) {
    return exporters.computeIfAbsent(
        type, wanted -> make(wanted, config.parts().exporters().component(wanted)));
  }

  /** The type names of all exporters, in alphabetical order. */
  public Set<String> exporterTypes() {
    return config.parts().exporters().types();
  }

  /** Where the log is, for people. */
  public String location() {
    return opener.store().location();
  }

  /** Releases the store. Close the logs and readers first. Idempotent. */
  @Override
  public void close() {
    opener.store().close();
  }

  private <S extends Record> Exporter make(String type, Component<S, Exporter> component) {
    Key<Exporter> key = Key.get(Exporter.class, Names.named(type));
    return clearly(
        () ->
            injector
                .createChildInjector(new ComponentModule<>(key, component, config))
                .getInstance(key));
  }

  /** Guice wraps what a component throws; what it said is clearer without. */
  private static <T> T clearly(Supplier<T> making) {
    try {
      return making.get();
    } catch (CreationException e) {
      throw clear(e.getErrorMessages(), e);
    } catch (ProvisionException e) {
      throw clear(e.getErrorMessages(), e);
    } catch (ConfigurationException e) {
      throw clear(e.getErrorMessages(), e);
    }
  }

  private static AuditException clear(Collection<Message> messages, RuntimeException e) {
    return messages.stream()
        .map(Message::getCause)
        .filter(AuditException.class::isInstance)
        .map(AuditException.class::cast)
        .findFirst()
        .orElseGet(() -> new AuditException("the parts do not fit together: " + e.getMessage(), e));
  }
}
