@NullMarked
package io.offgrid.audit;

import org.jspecify.annotations.NullMarked;
