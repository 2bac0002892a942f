@NullMarked
package io.offgrid.audit.runtime.config;

import org.jspecify.annotations.NullMarked;
