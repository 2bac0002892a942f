package io.offgrid.audit.faults;

import io.offgrid.audit.store.file.DiskImage;
import io.offgrid.audit.store.file.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Follows what is done to a disk, and tells what may be on it if the power is cut now: each way in
 * which unforced writes, sizes and names can be lost or kept. All of them where they are few, else
 * a random sample.
 */
final class PowerCut {
  private final int most;
  private final int sample;
  private final RandomGenerator random;
  private final Names names = new Names();
  private final Map<Integer, Pages> files = new TreeMap<>();

  /**
   * @param most how many ways are all tried
   * @param sample how many are where there are more
   */
  PowerCut(int most, int sample, RandomGenerator random) {
    this.most = most;
    this.sample = sample;
    this.random = random;
  }

  void take(Step step) {
    if (step instanceof Step.Wrote wrote) {
      pages(wrote.file()).write(wrote.position(), wrote.bytes());
    } else if (step instanceof Step.Cut cut) {
      pages(cut.file()).cut(cut.size());
    } else if (step instanceof Step.ForcedFile forced) {
      pages(forced.file()).force();
    } else if (step instanceof Step.Linked linked) {
      names.change(linked, linked.directory());
      if (linked.file()) {
        pages(linked.made());
      }
    } else if (step instanceof Step.Unlinked gone) {
      names.change(gone, gone.directory());
    } else if (step instanceof Step.Moved moved) {
      names.change(moved, moved.from(), moved.to());
    } else if (step instanceof Step.ForcedDirectory forced) {
      names.force(forced.directory());
    }
  }

  private Pages pages(int file) {
    return files.computeIfAbsent(file, made -> new Pages());
  }

  /** Gives each state that there may be now to the sink. */
  void states(Consumer<DiskImage> sink) {
    Map<Integer, Pages.Possible> possible = new TreeMap<>();
    files.forEach((number, pages) -> possible.put(number, pages.possible(random)));
    List<Integer> ways = new ArrayList<>();
    for (int i = 0; i < names.open(); i++) {
      ways.add(2);
    }
    possible.values().forEach(file -> ways.addAll(file.ways()));
    double all = ways.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    int tries = all <= most ? (int) all : sample;
    for (int i = 0; i < tries; i++) {
      sink.accept(image(possible, all <= most ? digits(i, ways) : anyOf(ways)));
    }
  }

  private static List<Integer> digits(int number, List<Integer> ways) {
    List<Integer> picked = new ArrayList<>(ways.size());
    int rest = number;
    for (int way : ways) {
      picked.add(rest % way);
      rest /= way;
    }
    return picked;
  }

  private List<Integer> anyOf(List<Integer> ways) {
    return ways.stream().map(random::nextInt).toList();
  }

  private DiskImage image(Map<Integer, Pages.Possible> possible, List<Integer> picked) {
    int at = names.open();
    Map<Integer, Map<String, Integer>> found = names.with(picked.subList(0, at));
    Map<Integer, byte[]> contents = new HashMap<>();
    for (Map.Entry<Integer, Pages.Possible> file : possible.entrySet()) {
      int end = at + 1 + file.getValue().sectors().size();
      contents.put(file.getKey(), file.getValue().content(picked.subList(at, end)));
      at = end;
    }
    return DiskImages.reachable(found, contents);
  }
}
