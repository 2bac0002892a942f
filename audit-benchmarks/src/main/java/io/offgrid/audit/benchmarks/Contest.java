package io.offgrid.audit.benchmarks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Sides that are measured in turn, once a round, so that all of them meet the machine in the same
 * mood, and the rows that compare them.
 */
final class Contest implements AutoCloseable {
  private final int warmUp;
  private final int rounds;
  private final List<Measurement> sides = new ArrayList<>();
  private final List<TableRow> rows = new ArrayList<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /**
   * @param warmUp rounds that do not count
   * @param rounds that do
   */
  Contest(int warmUp, int rounds) {
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  /** Adds a side; measured in the order in which they are added. */
  Measurement side(String name, String unit, DoubleSupplier run) {
    Measurement side = new Measurement(name, unit, run);
    sides.add(side);
    return side;
  }

  /** Adds a row. */
  void compare(String what, Measurement measured, Measurement base, Aim aim) {
    rows.add(new TableRow(what, measured, base, aim));
  }

  /** Closes it in the end. */
  <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  List<TableRow> run() {
    for (int round = 0; round < warmUp + rounds; round++) {
      if (round == warmUp) {
        sides.forEach(Measurement::forget);
      }
      sides.forEach(Measurement::once);
    }
    return rows;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }
}
