/** Entry points for Jazzer, one for each kind of input that somebody else may write. */
@NullMarked
package io.offgrid.audit.faults.fuzz;

import org.jspecify.annotations.NullMarked;
