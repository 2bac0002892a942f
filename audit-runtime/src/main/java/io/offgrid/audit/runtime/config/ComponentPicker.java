package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.spi.ComponentProvider;
import java.util.List;
import java.util.Optional;

/** Picks a provider by its type, and checks the settings that are meant for it. */
final class ComponentPicker {
  private final SettingsBinder binder;

  ComponentPicker(Reading reading) {
    binder = new SettingsBinder(reading);
  }

  /**
   * A provider with its settings; absent if the settings are wrong, which has then been added to
   * the problems.
   *
   * @param path the settings' section in problems and descriptions
   * @throws AuditException if the provider is at fault
   */
  <S extends Record, T> Optional<Component<S, T>> pick(
      ComponentProvider<S, T> provider, RawSettings settings, String path) {
    return pick(provider, settings, path, true);
  }

  /**
   * As {@link #pick(ComponentProvider, RawSettings, String)}.
   *
   * @param needed whether it is a problem that something is missing
   */
  <S extends Record, T> Optional<Component<S, T>> pick(
      ComponentProvider<S, T> provider, RawSettings settings, String path, boolean needed) {
    try {
      return binder
          .bind(provider.settingsType(), settings.section(), path, needed)
          .map(record -> new Component<>(provider, record));
    } catch (RuntimeException | LinkageError e) {
      throw Providers.failed(provider, e);
    }
  }

  /**
   * The keys that a provider's settings have.
   *
   * @throws AuditException if the provider is at fault
   */
  static List<String> keys(ComponentProvider<?, ?> provider) {
    try {
      return SettingsShape.of(provider.settingsType()).keys();
    } catch (RuntimeException | LinkageError e) {
      throw Providers.failed(provider, e);
    }
  }
}
