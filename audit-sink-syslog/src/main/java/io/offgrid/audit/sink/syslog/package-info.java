/**
 * A sink that sends records to syslog receivers, as RFC 5424 says. It neither queues nor retries.
 */
@NullMarked
package io.offgrid.audit.sink.syslog;

import org.jspecify.annotations.NullMarked;
