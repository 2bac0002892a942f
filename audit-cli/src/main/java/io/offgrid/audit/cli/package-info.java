/**
 * The {@code offgrid} command: arguments in, text and exit status out. One class per command; what
 * they share is {@link io.offgrid.audit.cli.Console} and {@link io.offgrid.audit.cli.Session}.
 */
@NullMarked
package io.offgrid.audit.cli;

import org.jspecify.annotations.NullMarked;
