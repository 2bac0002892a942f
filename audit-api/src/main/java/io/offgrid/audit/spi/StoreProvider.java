package io.offgrid.audit.spi;

/** Makes a store. */
public interface StoreProvider<S extends Record> extends ComponentProvider<S, AuditStore> {}
