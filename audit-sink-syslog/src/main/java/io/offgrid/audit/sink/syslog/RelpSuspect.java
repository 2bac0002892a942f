package io.offgrid.audit.sink.syslog;

import java.util.Arrays;
import java.util.List;

/**
 * Tells a message that a receiver will never take from a receiver that takes nothing for a while:
 * to both it says no, in the same words. It means the message if it says so again and again, and
 * each time takes one that comes after. For one thread.
 */
final class RelpSuspect {
  private static final int REFUSALS = 5;

  /**
   * Of a message with nothing to compare it with; the runtime's pauses have become long by then.
   */
  private static final int REFUSALS_ALONE = 15;

  private byte[] message = {};
  private int refusals;
  private int laterTaken;

  /** Whether trying the same batch again is of no use. */
  boolean isRefusedForGood(List<byte[]> batch, RelpRefusal no) {
    byte[] refused = batch.get(no.index());
    if (!Arrays.equals(refused, message)) {
      message = refused;
      refusals = 0;
      laterTaken = 0;
    }
    refusals++;
    laterTaken += no.laterTaken() ? 1 : 0;
    return laterTaken >= REFUSALS
        || (no.index() > 0 && refusals >= REFUSALS) // a shorter batch comes as far as this one
        || (batch.size() == 1 && refusals >= REFUSALS_ALONE);
  }

  /** All of these were taken. */
  void taken(List<byte[]> batch) {
    if (message.length > 0 && batch.stream().anyMatch(one -> Arrays.equals(one, message))) {
      message = new byte[0];
    }
  }
}
