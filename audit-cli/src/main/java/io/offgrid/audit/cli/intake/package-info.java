/** Files of events, line by line, into the log. */
@NullMarked
package io.offgrid.audit.cli.intake;

import org.jspecify.annotations.NullMarked;
