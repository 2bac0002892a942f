package io.offgrid.audit.spi;

/**
 * One piece of a log, a run of lines.
 *
 * @param name what people call it, whatever it is inside the store: {@code events.log} the active
 *     one, {@code events.log.3} a sealed one. Reports print it, and a backup has a file of that
 *     name, or of a higher number where it still has older segments of that name
 * @param sealed whether nothing is appended to it any more
 * @param regular whether it can be read at all: a link or a directory in its place cannot
 * @param identity tells whether two segments are the same piece, also after the active one was
 *     sealed under another name; opaque, compared by {@code equals}
 * @param size in bytes, when it was listed
 */
public record Segment(String name, boolean sealed, boolean regular, String identity, long size) {}
