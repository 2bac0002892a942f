package io.offgrid.audit.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Tells where a backup must not be put. */
final class BackupPlace {
  private static final Pattern OURS =
      Pattern.compile("(events\\.log(\\.[1-9][0-9]{0,8})?|chain\\.hash)(\\.part|\\.summary)?");

  private BackupPlace() {}

  /**
   * A log must not be its own backup.
   *
   * @param log where it is, a directory or anything else
   * @throws IllegalArgumentException if the path is the log's directory or inside of it
   */
  static void requireOutside(String log, Path path) throws IOException {
    Path directory;
    try {
      directory = Path.of(log);
    } catch (InvalidPathException e) {
      return; // a store without a directory
    }
    if (Files.isDirectory(directory) && real(path).startsWith(directory.toRealPath())) {
      throw new IllegalArgumentException(
          path + " is the log itself or inside of it; give a directory elsewhere");
    }
  }

  /** Without links, also of what is not there yet. */
  private static Path real(Path path) throws IOException {
    Path parent = path.getParent();
    return Files.exists(path) || parent == null
        ? path.toRealPath()
        : real(parent).resolve(path.getFileName());
  }

  /**
   * Nothing but a backup may be there, or what is there could be lost.
   *
   * @throws IllegalArgumentException if there is something else
   */
  static void requireNothingElse(Path path, List<String> names) {
    for (String name : names) {
      boolean ours = name.equals(BackupDirectory.LOCK) || OURS.matcher(name).matches();
      if (!ours || !Files.isRegularFile(path.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalArgumentException(
            path + " holds " + name + ", so it is no backup; give an empty or a new directory");
      }
    }
  }
}
