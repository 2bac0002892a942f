package io.offgrid.audit.chain;

import org.jspecify.annotations.Nullable;

/**
 * How far the receiver of a sink has confirmed a log, section 4 of the format.
 *
 * @param sink its name
 * @param origin of the chain
 * @param seq of the last confirmed record, 0 for none
 * @param chainHash hash of that record's line, or of the origin, {@code sha256:…}
 * @param until last {@code seq} of what is in flight, which is delivered again cut the same way;
 *     null when nothing is
 * @param keyId the key that signed it
 */
public record SinkCursor(
    String sink, String origin, long seq, String chainHash, @Nullable Long until, String keyId) {

  /** The same place with nothing in flight. */
  public SinkCursor settled() {
    return new SinkCursor(sink, origin, seq, chainHash, null, keyId);
  }
}
