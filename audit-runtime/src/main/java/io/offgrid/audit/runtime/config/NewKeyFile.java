package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.FileProblem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Makes a key file, whole or not at all, whoever else tries and whatever crashes.
 *
 * <p>The key is forced into a file under a name of its own, which is then linked to the final name:
 * unlike a rename, a link never replaces what is there. Whoever loses the race uses the winner's
 * key. The folder is forced in either case, because the winner may not have come so far when the
 * loser makes the log.
 */
final class NewKeyFile {
  private NewKeyFile() {}

  /** Makes the file durable, with 32 random bytes, unless there is something under its name. */
  static void createUnlessThere(Path file) {
    try {
      Path folder = file.resolveSibling("").toAbsolutePath();
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        createFolder(folder);
        link(file, folder);
      }
      DurableFile.force(folder);
    } catch (UnsupportedOperationException e) {
      throw cannot(file, "its file system has no hard links; make it yourself", e);
    } catch (IOException e) {
      throw cannot(file, FileProblem.of(e), e);
    }
  }

  private static void link(Path file, Path folder) throws IOException {
    String suffix = "." + Long.toHexString(new SecureRandom().nextLong());
    Path draft = folder.resolve(file.getFileName() + suffix);
    try {
      DurableFile.create(draft, RandomKey.notation() + "\n");
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its key is as good.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Makes missing folders, each durable in the one above. */
  private static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.getParent();
    if (above != null) {
      createFolder(above);
    }
    try {
      Files.createDirectory(folder, DurableFile.mode(folder, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    if (above != null) {
      DurableFile.force(above);
    }
  }

  private static AuditException cannot(Path file, String why, Exception cause) {
    return new AuditException(
        "the key file %s cannot be made: %s; a key can also be named by hmac_key_file or hmac_key"
            .formatted(file, why),
        cause);
  }
}
