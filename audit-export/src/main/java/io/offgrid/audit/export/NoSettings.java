package io.offgrid.audit.export;

/** Settings of a format that leaves nothing to choose. */
public record NoSettings() {}
