package io.offgrid.audit.spi;

import org.jspecify.annotations.Nullable;

/**
 * A place where a log was set aside, or is being.
 *
 * @param name of the place within the store
 * @param next the first line of the log that is to follow, with its newline, while the setting
 *     aside is not finished; null afterwards
 * @param head the bytes of the head's slot as it was copied there; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // contents of files; places are not compared
public record Aside(String name, byte @Nullable [] next, byte @Nullable [] head) {}
