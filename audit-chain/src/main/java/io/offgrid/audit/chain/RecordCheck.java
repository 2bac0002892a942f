package io.offgrid.audit.chain;

import io.offgrid.audit.FindingKind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks lines one by one for who passes records on: whether a line is an authentic record in
 * itself, and what it says. For one thread; reused from line to line.
 */
public final class RecordCheck implements RecordView {
  private final LineCheck check;
  private final byte[] previous = new byte[ChainHash.BYTES];
  private byte[] bytes = new byte[0];
  private int from;
  private int to;

  public RecordCheck(KeyRing ring) {
    check = new LineCheck(ring);
  }

  /**
   * Looks at a line; the other methods then tell about it.
   *
   * @param to end of the line, exclusive, without its newline
   * @param lastHash the hash that its link most likely is
   * @return whether it is an authentic record
   */
  public boolean check(byte[] bytes, int from, int to, byte[] lastHash) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    check.check(bytes, from, to, lastHash);
    return check.isAuthentic() && check.defect() == null && check.previousHash(previous);
  }

  /** Why the line is no authentic record; null if it is one. */
  public @Nullable FindingKind defect() {
    return check.defect();
  }

  /** What should be there instead of the defect, and what is. */
  public String expected() {
    return check.expected();
  }

  /** See {@link #expected()}. */
  public String found() {
    return check.found();
  }

  /** Number of an authentic record. */
  public long seq() {
    return check.seq();
  }

  /** Whether an authentic record says that the line before it has this hash. */
  public boolean linksTo(byte[] hash) {
    return Arrays.equals(previous, hash);
  }

  /** The key that the records after an authentic {@code key_rotate} are signed with. */
  public Optional<String> announcedKey() {
    OwnRecord own = check.own();
    return Optional.ofNullable(own == null ? null : own.newKeyId());
  }

  @Override
  public @Nullable String text(Member member) {
    return check.text(member);
  }

  /** A copy of an authentic record. */
  public RecordLine record() {
    return check.record(bytes, from, to);
  }
}
