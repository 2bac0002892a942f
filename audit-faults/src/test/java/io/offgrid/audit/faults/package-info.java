/** Whether the harness would see what it looks for. */
@NullMarked
package io.offgrid.audit.faults;

import org.jspecify.annotations.NullMarked;
