package io.offgrid.audit.runtime;

import io.offgrid.audit.Head;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.SigningKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of a log: what the next record is appended to.
 *
 * @param origin name of the chain
 * @param identity of the active segment
 * @param size of the active segment up to and with the last record, in bytes
 * @param seq of the last record, 0 if there is none
 * @param hash of the last line, or of the origin
 * @param timestamp of the last record, or of the log's creation, as it stands there
 * @param key due to sign the next record
 * @param begun when the active segment's first record was made; null while it has none
 */
@SuppressWarnings("ArrayRecordComponent") // a hash; tails are not compared
record LogTail(
    String origin,
    String identity,
    long size,
    long seq,
    byte[] hash,
    String timestamp,
    SigningKey key,
    @Nullable Instant begun) {

  /** The same log with an empty active segment. */
  LogTail inNewSegment(String newIdentity) {
    return new LogTail(origin, newIdentity, 0, seq, hash, timestamp, key, null);
  }

  /** The bytes of {@link #head()}. */
  byte[] headBytes() {
    return HeadCodec.encode(seq, hash, origin, timestamp, key);
  }

  /** The head that names this end of the log. */
  Head head() {
    return HeadCodec.decode(headBytes()).orElseThrow();
  }

  @Override
  public String toString() {
    return "seq " + seq + ", " + ChainHash.text(hash);
  }
}
