package io.offgrid.audit.faults;

import io.offgrid.audit.store.file.DiskImage;
import io.offgrid.audit.store.file.ModelDisk;
import io.offgrid.audit.store.file.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Records to a disk in memory, and then opens whatever a power cut could have left of it after each
 * single step.
 */
final class PowerCutFault implements Fault {
  private static final int SHORT_UNITS = 2;
  private static final int LONG_UNITS = 80;
  private static final int MOST = 4096;
  private static final int SAMPLE = 400;

  @Override
  public String name() {
    return "power-cut";
  }

  @Override
  public String promise() {
    return "after a power cut at any moment the log opens by itself, verifies, has every"
        + " acknowledged record, and goes on";
  }

  @Override
  public int units(Length length) {
    return length == Length.SHORT ? SHORT_UNITS : LONG_UNITS;
  }

  @Override
  public Tally unit(int number, Path scratch) {
    ModelDisk disk = new ModelDisk();
    new PowerWorkload(disk, number).run();
    return tryAll(disk.steps(), new PowerCut(MOST, SAMPLE, new Random(number)));
  }

  /** Opens all that power cuts during these steps could leave. */
  static Tally tryAll(List<Step> steps, PowerCut power) {
    PowerPromise promise = new PowerPromise();
    Set<Long> tried = new HashSet<>();
    long recovered = 0;
    long states = 0;
    for (int at = 0; at < steps.size(); at++) {
      power.take(steps.get(at));
      if (promise.take(steps.get(at))) {
        tried.clear();
      }
      boolean morePromisedAtOnce = at + 1 < steps.size() && steps.get(at + 1) instanceof Step.Told;
      if (!morePromisedAtOnce) {
        List<DiskImage> fresh = fresh(power, tried);
        states += fresh.size();
        recovered += tryEach(fresh, promise, "step " + at + " of " + steps.size());
      }
    }
    return Tally.of("states", states).and("with-torn-tails", recovered);
  }

  /** Those that were not tried since the last promise. */
  private static List<DiskImage> fresh(PowerCut power, Set<Long> tried) {
    List<DiskImage> fresh = new ArrayList<>();
    power.states(
        image -> {
          if (tried.add(DiskImages.fingerprint(image))) {
            fresh.add(image);
          }
        });
    return fresh;
  }

  private static long tryEach(List<DiskImage> images, PowerPromise promise, String when) {
    return images.parallelStream().filter(image -> promise.check(image, when)).count();
  }
}
