/** Tests of the chain's functions: golden vectors, a second implementation, every repair. */
@NullMarked
package io.offgrid.audit.chain;

import org.jspecify.annotations.NullMarked;
