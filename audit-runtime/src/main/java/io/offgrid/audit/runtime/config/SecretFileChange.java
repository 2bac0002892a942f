package io.offgrid.audit.runtime.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Gives a secret file a new content, whole or not at all, whatever crashes: forced into a draft
 * beside it, which then takes its name. Of a link the file behind it is changed. Owner, group and
 * mode stay.
 *
 * <p>A crash can leave a draft, which holds secrets; the next change removes it.
 */
final class SecretFileChange {
  private static final int SUFFIX_BYTES = 8;
  private static final String DRAFT = "\\.[0-9a-f]{16}\\.draft";

  private SecretFileChange() {}

  /** Replaces the content durably. */
  static void replace(Path file, String text) throws IOException {
    Path target = file.toRealPath();
    Path folder = target.resolveSibling("");
    removeDrafts(target, folder);
    byte[] random = new byte[SUFFIX_BYTES];
    new SecureRandom().nextBytes(random);
    String suffix = "." + HexFormat.of().formatHex(random) + ".draft";
    Path draft = folder.resolve(target.getFileName() + suffix);
    try {
      DurableFile.create(draft, text);
      keepAttributes(target, draft);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    DurableFile.force(folder);
  }

  private static void keepAttributes(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
    PosixFileAttributes made = view.readAttributes();
    if (!wanted.group().equals(made.group())) {
      view.setGroup(wanted.group());
    }
    if (!wanted.owner().equals(made.owner())) {
      view.setOwner(wanted.owner());
    }
    view.setPermissions(wanted.permissions());
  }

  private static void removeDrafts(Path target, Path folder) throws IOException {
    Pattern draft = Pattern.compile(Pattern.quote(target.getFileName().toString()) + DRAFT);
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(
            folder, entry -> draft.matcher(String.valueOf(entry.getFileName())).matches())) {
      for (Path entry : left) {
        Files.deleteIfExists(entry);
      }
    }
  }
}
