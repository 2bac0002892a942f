package io.offgrid.audit;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a log, and where.
 *
 * @param kind what is wrong
 * @param seq of the record, where it can be told
 * @param id of the record, where it can be told
 * @param timestamp of the record, as it stands there
 * @param file segment or head
 * @param line 1-based line in that file
 * @param offset of the line's first byte in that file
 * @param expected what should be there
 * @param found what is there
 * @param advice what to do
 */
public record Finding(
    FindingKind kind,
    @Nullable Long seq,
    @Nullable String id,
    @Nullable String timestamp,
    @Nullable String file,
    @Nullable Long line,
    @Nullable Long offset,
    String expected,
    String found,
    String advice) {}
