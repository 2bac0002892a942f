package io.offgrid.audit.faults;

import io.offgrid.audit.store.file.ModelDisk;
import io.offgrid.audit.store.file.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A log to be changed, and what there is around it to change it with: keys, older heads, lines. */
final class MutationSource {
  private static final String UNKNOWN = "a key that is in nobody's ring";

  private final ForgedLog log;
  private final ForgedLog foreign;
  private final ModelKeys.Entries keys;
  private final List<byte[]> heads = new ArrayList<>();

  MutationSource(long seed) {
    ModelDisk disk = new ModelDisk();
    PowerWorkload life = new PowerWorkload(disk, seed);
    life.run();
    log = ForgedLog.of(disk);
    keys = life.keys();
    for (Step step : disk.steps()) {
      if (step instanceof Step.Wrote wrote
          && Forger.text(wrote.bytes()).contains("\"version\":1")) {
        heads.add(wrote.bytes());
      }
    }
    ModelDisk other = new ModelDisk();
    new PowerWorkload(other, ~seed).run();
    foreign = ForgedLog.of(other);
  }

  ForgedLog log() {
    return log.copy();
  }

  ModelKeys.Entries keys() {
    return keys;
  }

  String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  /** Any key of the ring, or one that is not in it. */
  String key(Random random) {
    int at = random.nextInt(keys.all().size() + 1);
    return at == keys.all().size() ? UNKNOWN : keys.all().get(at);
  }

  String current() {
    return keys.all().get(keys.all().size() - 1);
  }

  byte[] olderHead(Random random) {
    return heads.get(random.nextInt(heads.size()));
  }

  byte[] foreignHead() {
    return foreign.content(ForgedLog.HEAD).orElseThrow();
  }

  String foreignLine(Random random) {
    return line(foreign, random);
  }

  String ownLine(Random random) {
    return line(log, random);
  }

  private static String line(ForgedLog of, Random random) {
    List<String> lines = new ArrayList<>();
    of.segments().forEach(name -> lines.addAll(Lines.of(of.segment(name))));
    return lines.get(random.nextInt(lines.size()));
  }
}
