@NullMarked
package io.offgrid.audit.cli;

import org.jspecify.annotations.NullMarked;
