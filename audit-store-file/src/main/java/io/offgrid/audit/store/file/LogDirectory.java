package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.Segment;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of a log's files, and what is there of them. */
record LogDirectory(Disk disk, Path path) {
  static final String ACTIVE = "events.log";
  private static final String SEALED_PREFIX = ACTIVE + ".";
  private static final Pattern SEALED_NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final int HIGHEST_NUMBER = 999_999_999;

  Path active() {
    return path.resolve(ACTIVE);
  }

  Path head() {
    return path.resolve("chain.hash");
  }

  Path lock() {
    return path.resolve(".lock");
  }

  /** A name like this one that nothing has yet, for what stands where it must not. */
  static Path free(Disk disk, Path path) throws IOException {
    for (int n = 1; ; n++) {
      Path free = path.resolveSibling(path.getFileName() + ".odd-" + n);
      if (disk.info(free).isEmpty()) {
        return free;
      }
    }
  }

  /** Makes the directory and what is missing above it, each durably. */
  void create() throws IOException {
    create(path.toAbsolutePath());
  }

  private void create(Path directory) throws IOException {
    Path parent = directory.getParent();
    try {
      disk.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (NoSuchFileException e) {
      if (parent == null) {
        throw e;
      }
      create(parent);
      disk.createDirectory(directory);
    }
    try {
      if (parent != null) {
        disk.forceDirectory(parent);
      }
    } catch (AccessDeniedException e) {
      // A parent that others own may be closed to reading, and then it cannot be opened to force.
    }
  }

  void force() throws IOException {
    disk.forceDirectory(path);
  }

  /** All segments, oldest first, the active one last. */
  List<Segment> segments() throws IOException {
    List<Numbered> sealed = new ArrayList<>();
    boolean activeListed = false;
    for (String name : disk.list(path)) {
      activeListed |= name.equals(ACTIVE);
      OptionalInt number = number(name);
      if (number.isPresent()) {
        add(sealed, name, number.getAsInt());
      }
    }
    sealed.sort(Comparator.comparingInt(Numbered::number));
    List<Segment> all = new ArrayList<>(sealed.size() + 1);
    sealed.forEach(one -> all.add(one.segment()));
    if (activeListed) {
      disk.info(active()).ifPresent(info -> all.add(segment(ACTIVE, false, info)));
    }
    return all;
  }

  private void add(List<Numbered> sealed, String name, int number) throws IOException {
    disk.info(path.resolve(name))
        .ifPresent(info -> sealed.add(new Numbered(number, segment(name, true, info))));
  }

  private static Segment segment(String name, boolean sealed, FileInfo info) {
    return new Segment(name, sealed, info.regular(), info.identity(), info.size());
  }

  /**
   * The name that the active segment gets when it is sealed: the next number after all that hold
   * records. Empty files and links of higher numbers do not count, or whoever plants one could use
   * the numbers up; one that has the very name is stepped over, not replaced.
   */
  Path nextSealed() throws IOException {
    int highest = 0;
    Set<String> taken = new HashSet<>(disk.list(path));
    for (String name : taken) {
      int number = number(name).orElse(0);
      if (number > highest && holdsRecord(name)) {
        highest = number;
      }
    }
    for (int next = highest + 1; next <= HIGHEST_NUMBER; next++) {
      if (!taken.contains(SEALED_PREFIX + next)) {
        return path.resolve(SEALED_PREFIX + next);
      }
    }
    throw new IOException(
        "no number is left after "
            + SEALED_PREFIX
            + highest
            + ". Look at that file: it did not"
            + " come about by rotation. Set the log aside to go on.");
  }

  private boolean holdsRecord(String name) throws IOException {
    return disk.info(path.resolve(name)).filter(i -> i.regular() && i.size() > 0).isPresent();
  }

  private static OptionalInt number(String name) {
    if (!name.startsWith(SEALED_PREFIX)) {
      return OptionalInt.empty();
    }
    String number = name.substring(SEALED_PREFIX.length());
    return SEALED_NUMBER.matcher(number).matches()
        ? OptionalInt.of(Integer.parseInt(number))
        : OptionalInt.empty();
  }

  /** What was derived from a segment, if anything was. */
  Path summary(String segment) {
    return path.resolve(segment + ".summary");
  }

  /** Readers delete them too, and whatever somebody planted there must not hold up the log. */
  void deleteSummary(String segment) throws IOException {
    try {
      disk.delete(summary(segment));
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // There is none, or nothing that could be taken for one.
    }
  }

  /** Deletes a sealed segment, durably, if it is the one that was listed. */
  void delete(Segment sealed) throws IOException {
    Path file = path.resolve(sealed.name());
    boolean same =
        disk.info(file).filter(now -> now.identity().equals(sealed.identity())).isPresent();
    if (same && sealed.sealed()) {
      disk.delete(file);
      deleteSummary(sealed.name()); // in this order: a reader may be making one
    }
    force();
  }

  private record Numbered(int number, Segment segment) {}
}
