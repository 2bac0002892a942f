/** What is told to programs, as JSON: the same on the command line and over HTTP. */
@NullMarked
package io.offgrid.audit.runtime.json;

import org.jspecify.annotations.NullMarked;
