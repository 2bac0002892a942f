package io.offgrid.audit.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Looks at who may use a file. */
final class FileModes {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private FileModes() {}

  /**
   * The mode, {@code 0644}, if others than the owner can read or change the file; absent where
   * there are no modes.
   */
  static Optional<String> exposed(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return Optional.empty();
    }
    Set<PosixFilePermission> mode = view.readAttributes().permissions();
    return mode.stream().anyMatch(OTHERS::contains) ? Optional.of(octal(mode)) : Optional.empty();
  }

  private static String octal(Set<PosixFilePermission> mode) {
    int bits = 0;
    for (char c : PosixFilePermissions.toString(mode).toCharArray()) {
      bits = bits << 1 | (c == '-' ? 0 : 1);
    }
    return "0%03o".formatted(bits);
  }
}
