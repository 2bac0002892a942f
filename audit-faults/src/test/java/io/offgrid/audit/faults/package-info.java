@NullMarked
package io.offgrid.audit.faults;

import org.jspecify.annotations.NullMarked;
