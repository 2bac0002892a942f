/**
 * The embedded default store: a log as files in one directory. It knows bytes and names; keys,
 * records and what a damaged tail means are the runtime's business.
 *
 * <p>{@link FileStore} is the store, {@link FileStoreProvider} picks it from {@code config.yaml}.
 */
@NullMarked
package io.offgrid.audit.store.file;

import org.jspecify.annotations.NullMarked;
