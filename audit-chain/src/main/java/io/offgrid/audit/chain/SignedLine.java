package io.offgrid.audit.chain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line that is authentic in itself; nothing is known about its place in the log.
 *
 * @param previousHash what it says is the hash of the line before it
 * @param hash of the line
 * @param own what it says, if the log wrote it about itself
 */
@SuppressWarnings("ArrayRecordComponent") // hashes; lines are not compared
public record SignedLine(
    long seq,
    String type,
    String keyId,
    String timestamp,
    byte[] previousHash,
    byte[] hash,
    @Nullable OwnRecord own) {

  /** The line in these bytes, without its newline; empty if a key of the ring did not sign it. */
  public static Optional<SignedLine> read(KeyRing ring, byte[] bytes, int from, int to) {
    LineCheck check = new LineCheck(ring);
    byte[] previous = new byte[ChainHash.BYTES];
    check.check(bytes, from, to, previous);
    if (!check.isAuthentic() || check.defect() != null || !check.previousHash(previous)) {
      return Optional.empty();
    }
    return Optional.of(
        new SignedLine(
            check.seq(),
            String.valueOf(check.text(Member.TYPE)),
            String.valueOf(check.text(Member.KEY_ID)),
            String.valueOf(check.text(Member.TIMESTAMP)),
            previous,
            ChainHash.of(bytes, from, to - from),
            check.own()));
  }
}
