package io.offgrid.audit.faults;

import io.offgrid.audit.store.file.DiskImage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What matters of a disk: that which a name leads to. */
final class DiskImages {
  private DiskImages() {}

  /** Without what no name leads to; what has no content is a directory, maybe an empty one. */
  static DiskImage reachable(
      Map<Integer, Map<String, Integer>> names, Map<Integer, byte[]> contents) {
    Map<Integer, Map<String, Integer>> directories = new HashMap<>();
    Map<Integer, byte[]> files = new HashMap<>();
    collect(0, names, contents, directories, files);
    return new DiskImage(directories, files);
  }

  private static void collect(
      int directory,
      Map<Integer, Map<String, Integer>> names,
      Map<Integer, byte[]> contents,
      Map<Integer, Map<String, Integer>> directories,
      Map<Integer, byte[]> files) {
    Map<String, Integer> inside = names.getOrDefault(directory, Map.of());
    directories.put(directory, inside);
    for (int each : inside.values()) {
      byte[] content = contents.get(each);
      if (content != null) {
        files.put(each, content);
      } else {
        collect(each, names, contents, directories, files);
      }
    }
  }

  /** The same for two that hold the same under the same names, and hardly ever for others. */
  static long fingerprint(DiskImage image) {
    return fingerprint(image, 0, 17);
  }

  private static long fingerprint(DiskImage image, int directory, long before) {
    long sum = before;
    for (Map.Entry<String, Integer> each :
        new TreeMap<>(image.names().getOrDefault(directory, Map.of())).entrySet()) {
      sum = sum * 0x9E3779B97F4A7C15L + each.getKey().hashCode();
      byte[] content = image.contents().get(each.getValue());
      sum = content == null ? fingerprint(image, each.getValue(), sum) : mix(sum, content);
    }
    return sum;
  }

  private static long mix(long before, byte[] content) {
    long sum = before ^ ((long) Arrays.hashCode(content) << 32) ^ content.length;
    for (byte each : content) {
      sum = (sum ^ each) * 0x100000001B3L;
    }
    return sum;
  }
}
