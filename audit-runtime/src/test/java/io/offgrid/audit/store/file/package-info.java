/**
 * A disk for tests of the runtime, in the package of the file store, which keeps its disk to
 * itself.
 */
@org.jspecify.annotations.NullMarked
package io.offgrid.audit.store.file;
