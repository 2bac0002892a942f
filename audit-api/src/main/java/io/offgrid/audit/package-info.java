/**
 * What applications compile against: record events, query, count and verify them.
 *
 * <p>Start at {@link io.offgrid.audit.AuditLog}. Everything here depends on the JDK alone.
 */
@NullMarked
package io.offgrid.audit;

import org.jspecify.annotations.NullMarked;
