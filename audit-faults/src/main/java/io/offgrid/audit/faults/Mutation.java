package io.offgrid.audit.faults;

import java.util.Random;

/** A way to change a log; does nothing where there is nothing to change. */
@FunctionalInterface
interface Mutation {
  void apply(ForgedLog log, Random random);
}
