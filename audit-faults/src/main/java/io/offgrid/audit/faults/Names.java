package io.offgrid.audit.faults;

import io.offgrid.audit.store.file.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names on a disk that may lose power: each change to a directory may be lost or kept, whatever
 * becomes of others, until that directory is forced. A rename is one change; from one directory to
 * another, until both are forced.
 */
final class Names {
  private final Map<Integer, Map<String, Integer>> durable = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();

  /** A change, and the directories that must be forced for it to last. */
  private record Change(Step step, Set<Integer> unforced) {}

  Names() {
    durable.put(0, new TreeMap<>());
  }

  void change(Step step, int... directories) {
    Set<Integer> unforced = new HashSet<>();
    for (int directory : directories) {
      unforced.add(directory);
    }
    changes.add(new Change(step, unforced));
  }

  void force(int directory) {
    changes.forEach(change -> change.unforced().remove(directory));
    while (!changes.isEmpty() && changes.get(0).unforced().isEmpty()) {
      apply(changes.remove(0).step(), durable);
    }
  }

  /** How many changes may be lost. */
  int open() {
    return (int) changes.stream().filter(change -> !change.unforced().isEmpty()).count();
  }

  /** What is there if these of the {@link #open} changes were kept. */
  Map<Integer, Map<String, Integer>> with(List<Integer> kept) {
    Map<Integer, Map<String, Integer>> names = new TreeMap<>();
    durable.forEach((directory, inside) -> names.put(directory, new TreeMap<>(inside)));
    int at = 0;
    for (Change change : changes) {
      if (change.unforced().isEmpty() || kept.get(at++) == 1) {
        apply(change.step(), names);
      }
    }
    return names;
  }

  private static void apply(Step step, Map<Integer, Map<String, Integer>> names) {
    if (step instanceof Step.Linked linked) {
      in(names, linked.directory()).put(linked.name(), linked.made());
    } else if (step instanceof Step.Unlinked gone) {
      in(names, gone.directory()).remove(gone.name(), gone.file());
    } else if (step instanceof Step.Moved moved) {
      in(names, moved.from()).remove(moved.oldName(), moved.file());
      in(names, moved.to()).put(moved.newName(), moved.file());
    }
  }

  private static Map<String, Integer> in(Map<Integer, Map<String, Integer>> names, int directory) {
    return names.computeIfAbsent(directory, none -> new TreeMap<>());
  }
}
