package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.spi.ComponentProvider;
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
    try {
      return binder
          .bind(provider.settingsType(), settings.section(), path)
          .map(record -> new Component<>(provider, record));
    } catch (RuntimeException | LinkageError e) {
      throw Providers.failed(provider, e);
    }
  }
}
