/**
 * From {@code config.yaml} to a running log; the only place that knows Guice and YAML.
 *
 * <p>{@link io.offgrid.audit.runtime.config.AuditConfig} reads and checks everything, picks the
 * components, and makes one injector; a host application with an injector of its own installs
 * {@link io.offgrid.audit.runtime.config.AuditModule} instead.
 */
@NullMarked
package io.offgrid.audit.runtime.config;

import org.jspecify.annotations.NullMarked;
