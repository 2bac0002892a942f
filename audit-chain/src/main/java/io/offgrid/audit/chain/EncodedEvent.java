package io.offgrid.audit.chain;

/**
 * An event as canonical bytes: everything in its line that does not depend on its place in the
 * chain, checked and repaired. Immutable. Made by {@link EventEncoder} on the caller's thread, so
 * that the one writer thread only assembles, signs and hashes.
 */
public final class EncodedEvent {
  private final byte[] bytes;
  private final int toId;
  private final int toSeq;
  private final int toSignature;
  private final int toTimestamp;

  /**
   * Cuts the members where those of the chain go in between.
   *
   * @param bytes {@code ,"details":…,"outcome":…} and so on, in canonical order
   * @param toId where the ids of record and key go
   * @param toSeq where the sequence number goes
   * @param toSignature where the signature goes
   * @param toTimestamp where the time goes
   */
  EncodedEvent(byte[] bytes, int toId, int toSeq, int toSignature, int toTimestamp) {
    this.bytes = bytes;
    this.toId = toId;
    this.toSeq = toSeq;
    this.toSignature = toSignature;
    this.toTimestamp = toTimestamp;
  }

  /** An upper bound of the finished line, in bytes, with its newline. */
  public int size() {
    return bytes.length + RecordSigner.OWN_BYTES;
  }

  /** Bytes of the finished line, with its newline, if it gets this number. */
  public int sizeAt(long seq) {
    return size() - RecordSigner.MAX_SEQ_DIGITS + ByteBuilder.decimalDigits(seq);
  }

  void appendBeforeId(ByteBuilder out) {
    out.append(bytes, 0, toId);
  }

  void appendBeforeSeq(ByteBuilder out) {
    out.append(bytes, toId, toSeq - toId);
  }

  void appendBeforeSignature(ByteBuilder out) {
    out.append(bytes, toSeq, toSignature - toSeq);
  }

  void appendBeforeTimestamp(ByteBuilder out) {
    out.append(bytes, toSignature, toTimestamp - toSignature);
  }

  void appendRest(ByteBuilder out) {
    out.append(bytes, toTimestamp, bytes.length - toTimestamp);
  }
}
