/** How fast recording and verifying are, each next to what it should be compared with. */
@NullMarked
package io.offgrid.audit.benchmarks;

import org.jspecify.annotations.NullMarked;
