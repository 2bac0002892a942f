/**
 * What implementers compile against: stores and exporters, and how they are found and configured.
 *
 * <p>All methods here are synchronous. Batching, queueing and retrying live once, in the runtime.
 */
@NullMarked
package io.offgrid.audit.spi;

import org.jspecify.annotations.NullMarked;
