package io.offgrid.audit.spi;

/**
 * One piece of a log, a run of lines.
 *
 * @param name what people call it, {@code events.log.3}
 * @param sealed whether nothing is appended to it any more
 * @param regular whether it can be read at all: a link or a directory in its place cannot
 * @param identity tells whether two segments are the same piece, also after the active one was
 *     sealed under another name; opaque, compared by {@code equals}
 * @param size in bytes, when it was listed
 */
public record Segment(String name, boolean sealed, boolean regular, String identity, long size) {}
