package io.offgrid.audit.spi;

/**
 * Makes one kind of component from its settings. Found by {@link java.util.ServiceLoader} through
 * the interface of its kind, {@link StoreProvider}, {@link SinkProvider} or {@link
 * ExporterProvider}.
 *
 * @param <S> its settings: a record whose components are annotated with {@link Setting} and whose
 *     constructor throws {@link IllegalArgumentException} for values that cannot be
 * @param <T> what it makes
 */
public interface ComponentProvider<S extends Record, T> {
  /** The name that picks it in {@code config.yaml}: lower-case letters, digits and hyphens. */
  String type();

  /** The settings record. */
  Class<S> settingsType();

  /** Makes the component. Touches neither network nor log. */
  T create(S settings, ProviderContext context);
}
