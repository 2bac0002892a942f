@NullMarked
package io.offgrid.audit.intercept;

import org.jspecify.annotations.NullMarked;
