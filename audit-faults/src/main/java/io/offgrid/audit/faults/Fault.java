package io.offgrid.audit.faults;

import java.nio.file.Path;

/**
 * One kind of fault. Its work is cut into units that know nothing of each other, each the same
 * whenever it is done again as far as chance allows, so that a run that was stopped can go on.
 */
interface Fault {
  /** A word for the command line. */
  String name();

  /** What must hold, in one sentence. */
  String promise();

  /** How many units there are. */
  int units(Length length);

  /**
   * Does one unit, from one thread at a time.
   *
   * @param number from 0; also the seed of all that is random
   * @param scratch an empty directory, deleted afterwards unless the promise was broken
   * @return what was done and seen
   * @throws BrokenPromise if something is not as promised
   * @throws Exception if the unit could not be done
   */
  Tally unit(int number, Path scratch) throws Exception;
}
