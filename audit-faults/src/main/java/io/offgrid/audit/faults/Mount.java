package io.offgrid.audit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A file system that is there as long as this is open. */
final class Mount implements AutoCloseable {
  private static final Path MOUNTED = Path.of("/proc/self/mounts");

  private final Path place;

  private Mount(Path place) {
    this.place = place;
  }

  /** One in memory of so many bytes. */
  static Mount memory(Path place, long bytes) throws IOException {
    Files.createDirectories(place);
    Root.run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", place.toString());
    return new Mount(place);
  }

  /** The one in this file. */
  static Mount image(Path image, Path place, String options) throws IOException {
    Files.createDirectories(place);
    Root.run("mount", "-o", "loop," + options, image.toString(), place.toString());
    return new Mount(place);
  }

  Path place() {
    return place;
  }

  /** Unmounts what a run that was killed left here. */
  static void releaseBelow(Path directory) throws IOException {
    if (!Files.exists(MOUNTED)) {
      return;
    }
    List<String> left = new ArrayList<>();
    for (String line : Files.readAllLines(MOUNTED)) {
      Path place = Path.of(line.split(" ", 3)[1].replace("\\040", " "));
      if (place.startsWith(directory)) {
        left.add(place.toString());
      }
    }
    Collections.reverse(left);
    for (String place : left) {
      Root.run("umount", place);
    }
  }

  @Override
  public void close() throws IOException {
    Root.run("umount", place.toString());
  }
}
