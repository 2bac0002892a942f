package io.offgrid.audit.spi;

/** A segment of a snapshot is not there any more: take a new snapshot and begin again. */
public final class SegmentGoneException extends StoreException {
  public SegmentGoneException(String message) {
    super(message, null);
  }
}
