@NullMarked
package io.offgrid.audit.store.file;

import org.jspecify.annotations.NullMarked;
