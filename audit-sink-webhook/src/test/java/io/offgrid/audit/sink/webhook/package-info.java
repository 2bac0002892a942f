@NullMarked
package io.offgrid.audit.sink.webhook;

import org.jspecify.annotations.NullMarked;
