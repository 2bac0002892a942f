/**
 * For those who test a log, or write a store of their own: contract tests that every store passes,
 * a store without a disk, a clock that stands still.
 */
@NullMarked
package io.offgrid.audit.testkit;

import org.jspecify.annotations.NullMarked;
