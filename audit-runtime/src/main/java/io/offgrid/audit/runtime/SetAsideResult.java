package io.offgrid.audit.runtime;

/**
 * A log that was set aside.
 *
 * @param directory where the old log is now, within the store
 * @param findings how many its verification had
 * @param seq of the record that the new log begins with
 */
public record SetAsideResult(String directory, long findings, long seq) {}
