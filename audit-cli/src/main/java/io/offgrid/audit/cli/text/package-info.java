/** How things look on a screen: columns, colours, and text that cannot harm a terminal. */
@NullMarked
package io.offgrid.audit.cli.text;

import org.jspecify.annotations.NullMarked;
