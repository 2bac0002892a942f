/**
 * The log itself: what is signed onto what, the recording pipeline, recovery, rotation, queries and
 * parallel verification. Start at {@link io.offgrid.audit.runtime.AuditLogBuilder}.
 */
@NullMarked
package io.offgrid.audit.runtime;

import org.jspecify.annotations.NullMarked;
