@NullMarked
package io.offgrid.audit.cli.text;

import org.jspecify.annotations.NullMarked;
