/**
 * The HTTP API and a web page over a log. {@link io.offgrid.audit.server.AuditServer} is what
 * others use.
 */
@NullMarked
package io.offgrid.audit.server;

import org.jspecify.annotations.NullMarked;
