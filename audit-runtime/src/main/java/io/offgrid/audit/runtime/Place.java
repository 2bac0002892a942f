package io.offgrid.audit.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A place between two records of a log.
 *
 * @param segment identity of the segment that it is in
 * @param offset where the next line begins in it, in bytes
 * @param seq number of the record before it, 0 for none
 * @param hash of that record's line, or of the origin
 * @param dueKey the key that is to sign what follows; null if that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // a hash; places are not compared
record Place(String segment, long offset, long seq, byte[] hash, @Nullable String dueKey) {}
