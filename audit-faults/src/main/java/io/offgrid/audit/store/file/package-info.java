/**
 * A disk in memory behind the file store, in the store's own package: what the store asks of a disk
 * is nobody else's business, and should not become so for the sake of a harness.
 */
@NullMarked
package io.offgrid.audit.store.file;

import org.jspecify.annotations.NullMarked;
