package io.offgrid.audit;

/**
 * What this process forwarded to a sink since the log was opened. Another process may forward to
 * the same sink; then there is nothing to count here.
 *
 * @param name of the sink
 * @param deliveries calls that handed records over
 * @param records records handed over, those that were handed over again included
 * @param failures calls that failed, those that were tried again with success included
 */
public record SinkCounts(String name, long deliveries, long records, long failures) {}
