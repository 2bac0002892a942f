/** Tests of the log as a whole, on real files. */
@NullMarked
package io.offgrid.audit.runtime;

import org.jspecify.annotations.NullMarked;
