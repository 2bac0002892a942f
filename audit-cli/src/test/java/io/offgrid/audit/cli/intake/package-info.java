@NullMarked
package io.offgrid.audit.cli.intake;

import org.jspecify.annotations.NullMarked;
