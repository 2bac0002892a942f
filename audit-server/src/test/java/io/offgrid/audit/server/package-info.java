/** Tests over real sockets, against a server on a log on disk. */
@NullMarked
package io.offgrid.audit.server;

import org.jspecify.annotations.NullMarked;
