@NullMarked
package io.offgrid.audit.testkit;

import org.jspecify.annotations.NullMarked;
