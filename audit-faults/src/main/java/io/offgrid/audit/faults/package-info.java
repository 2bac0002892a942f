/** Harnesses that break things on purpose and look whether what is promised still holds. */
@NullMarked
package io.offgrid.audit.faults;

import org.jspecify.annotations.NullMarked;
