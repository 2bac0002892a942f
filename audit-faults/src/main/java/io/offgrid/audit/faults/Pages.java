package io.offgrid.audit.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * One file of a disk that may lose power. Of each sector any content may be on the disk that it had
 * since the last force, whatever others have; and of the file any size, with zeros where nothing
 * was written. A sector of the disk is never torn.
 */
final class Pages {
  static final int SECTOR = 512;
  private static final int ODD_SIZES = 2;

  /** As it was when it was last forced, and after each change since. */
  private final List<byte[]> contents = new ArrayList<>(List.of(new byte[0]));

  void write(int position, byte[] bytes) {
    byte[] last = contents.get(contents.size() - 1);
    byte[] next = Arrays.copyOf(last, Math.max(last.length, position + bytes.length));
    System.arraycopy(bytes, 0, next, position, bytes.length);
    contents.add(next);
  }

  void cut(int size) {
    contents.add(Arrays.copyOf(contents.get(contents.size() - 1), size));
  }

  void force() {
    contents.subList(0, contents.size() - 1).clear();
  }

  /** What may be on the disk of it. */
  Possible possible(RandomGenerator random) {
    int longest = contents.stream().mapToInt(content -> content.length).max().orElse(0);
    List<List<byte[]>> sectors = new ArrayList<>();
    for (int at = 0; at < longest; at += SECTOR) {
      sectors.add(sector(at));
    }
    return new Possible(sizes(longest, random), sectors);
  }

  private List<byte[]> sector(int at) {
    List<byte[]> versions = new ArrayList<>();
    for (byte[] content : contents) {
      int from = Math.min(at, content.length);
      byte[] piece = Arrays.copyOfRange(content, from, from + SECTOR);
      if (versions.stream().noneMatch(known -> Arrays.equals(known, piece))) {
        versions.add(piece);
      }
    }
    return versions;
  }

  /** The size after each change, each sector's end between, and some that only chance finds. */
  private List<Integer> sizes(int longest, RandomGenerator random) {
    TreeSet<Integer> sizes = new TreeSet<>();
    contents.forEach(content -> sizes.add(content.length));
    int shortest = sizes.first();
    for (int at = shortest / SECTOR * SECTOR + SECTOR; at < longest; at += SECTOR) {
      sizes.add(at);
    }
    for (int i = 0; i < ODD_SIZES && longest > shortest; i++) {
      sizes.add(random.nextInt(shortest, longest));
    }
    return List.copyOf(sizes);
  }

  /**
   * What may be on the disk of a file.
   *
   * @param sizes that it may have
   * @param sectors the contents that each of its sectors may have
   */
  record Possible(List<Integer> sizes, List<List<byte[]>> sectors) {
    /** How many ways there are for the size, and then for each sector. */
    List<Integer> ways() {
      List<Integer> ways = new ArrayList<>(List.of(sizes.size()));
      sectors.forEach(versions -> ways.add(versions.size()));
      return ways;
    }

    /** What is there if these ways are picked. */
    byte[] content(List<Integer> picked) {
      byte[] content = new byte[sizes.get(picked.get(0))];
      for (int i = 0; i * SECTOR < content.length; i++) {
        byte[] sector = sectors.get(i).get(picked.get(i + 1));
        int length = Math.min(SECTOR, content.length - i * SECTOR);
        System.arraycopy(sector, 0, content, i * SECTOR, length);
      }
      return content;
    }
  }
}
