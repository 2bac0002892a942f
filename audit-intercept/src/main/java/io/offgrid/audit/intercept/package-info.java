/**
 * Records calls of methods of objects that Guice makes: mark the methods {@link
 * io.offgrid.audit.intercept.Audited} and install {@link
 * io.offgrid.audit.intercept.AuditInterceptModule}.
 *
 * <p>Nothing of a call is recorded that is not asked for by name: parameters without an annotation
 * stay out, and so does whatever is marked {@link io.offgrid.audit.intercept.Secret}. Only values
 * whose text holds nothing else are taken at all, which is decided by their types when the injector
 * is made.
 */
@NullMarked
package io.offgrid.audit.intercept;

import org.jspecify.annotations.NullMarked;
