/** A sink that posts records to web servers in signed batches. It neither queues nor retries. */
@NullMarked
package io.offgrid.audit.sink.webhook;

import org.jspecify.annotations.NullMarked;
