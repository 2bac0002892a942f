package io.offgrid.audit.chain;

/** The lines of a segment one after the other, in one direction. For one thread. */
public interface Lines {
  /** Goes to the next line; false when there is none. */
  boolean advance();

  /** Holds the line from {@link #start} to {@link #end}, until the next {@link #advance}. */
  byte[] buffer();

  int start();

  /** End of the line, exclusive, without its newline. */
  int end();

  /** Hash of the line, 32 bytes: what the next one links to. */
  default byte[] hash() {
    return ChainHash.of(buffer(), start(), end() - start());
  }

  /** Position of the line's first byte in the segment. */
  long offset();

  /** Whether all of the line is in the buffer, and it ended in a newline. */
  boolean isWhole();

  /** Lines so far that were too long to be looked at. */
  long passedOver();

  /** Bytes gone through so far. */
  long done();
}
