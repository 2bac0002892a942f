package io.offgrid.audit.spi;

/**
 * Something about a log that a person should look at.
 *
 * @param kind tells programs what it is
 * @param message tells people what happened, where, and what to do; it holds no secret
 */
public record Alert(AlertKind kind, String message) {}
