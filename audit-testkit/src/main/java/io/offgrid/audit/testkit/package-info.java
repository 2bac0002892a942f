/**
 * What implementers test with: contracts that every store and exporter keeps, and parts to test
 * against. Main scope, so that anybody can use it in their tests; never needed at run time.
 */
@NullMarked
package io.offgrid.audit.testkit;

import org.jspecify.annotations.NullMarked;
