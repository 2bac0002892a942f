package io.offgrid.audit.spi;

/**
 * Makes a sink. The keys that every sink has ({@code name}, {@code types}, {@code batch_size} and
 * so on) are the runtime's; the settings record holds what is left.
 */
public interface SinkProvider<S extends Record> extends ComponentProvider<S, Sink> {}
