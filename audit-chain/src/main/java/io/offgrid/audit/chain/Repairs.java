package io.offgrid.audit.chain;

import io.offgrid.audit.InvalidEventException;
import java.util.function.Supplier;

/** Is told of every repair, in document order; may throw to refuse the value instead. */
interface Repairs {
  /**
   * A value is about to be stored otherwise than given.
   *
   * @param pointer JSON Pointer of the value as it is stored; expensive, ask only when needed
   */
  void add(Supplier<String> pointer, Repair repair);

  /** Repairs without a word. */
  static Repairs silent() {
    return (pointer, repair) -> {};
  }

  /** Refuses whatever needs a repair, with an {@link InvalidEventException}. */
  static Repairs refusing() {
    return (pointer, repair) -> {
      String at = JsonStrings.abbreviate(pointer.get(), RecordMembers.MAX_REPAIR_LINE);
      throw new InvalidEventException(at + ": " + repair.refusal());
    };
  }
}
