package io.offgrid.audit.spi;

/** Makes an exporter. */
public interface ExporterProvider<S extends Record> extends ComponentProvider<S, Exporter> {}
