/**
 * The chain as functions over bytes: canonical form, repairs, signatures, links, heads, and the
 * verification of ranges and their joining. No files, threads, clock or configuration here.
 */
@NullMarked
package io.offgrid.audit.chain;

import org.jspecify.annotations.NullMarked;
