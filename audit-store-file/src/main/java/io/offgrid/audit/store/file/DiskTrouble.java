package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.StoreException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** Says in words what the disk refused, and what to do about it. */
final class DiskTrouble {
  /** Below this a full disk is the likeliest reason for an error whose text is not known. */
  private static final long NEARLY_NOTHING_BYTES = 4096;

  private DiskTrouble() {}

  /** Something done to a file. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** Something done to a file that gives nothing back. */
  interface Step {
    void run() throws IOException;
  }

  /**
   * Does it, and turns an error into one for people.
   *
   * @param what the verb: {@code write}
   */
  static <T> T get(String what, Path file, Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw explained(what, file, e);
    }
  }

  /** As {@link #get}, without a result. */
  static void run(String what, Path file, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw explained(what, file, e);
    }
  }

  /** The error, of another file than the one that was meant where the cause names one. */
  static StoreException explained(String what, Path file, IOException cause) {
    return new StoreException(message(what, file, cause), cause);
  }

  static String message(String what, Path file, IOException cause) {
    return "Cannot " + what + " " + named(file, cause) + ": " + reason(file, cause);
  }

  private static String named(Path file, IOException cause) {
    return cause instanceof FileSystemException e && e.getFile() != null
        ? Objects.requireNonNull(e.getFile())
        : file.toString();
  }

  private static String reason(Path file, IOException cause) {
    if (cause instanceof ClosedByInterruptException
        || cause instanceof FileLockInterruptionException) {
      return "the thread was interrupted. Do it again; what is durable stays so.";
    } else if (cause instanceof ClosedChannelException) {
      return "it was closed meanwhile, by another thread or by an interrupt. Do it again.";
    } else if (cause instanceof NoSuchFileException) {
      return "it is not there. Was it deleted or moved? `offgrid audit verify` tells what is left.";
    } else if (cause instanceof AccessDeniedException) {
      return "permission denied. Run as the owner of the log, or correct owner and mode.";
    } else if (cause instanceof FileAlreadyExistsException) {
      return "something of that name is there already. Move it away.";
    } else if (cause instanceof NotDirectoryException) {
      return notDirectory(file);
    } else if (cause instanceof NotRegularException) {
      return notRegular();
    }
    return fromText(file, text(cause));
  }

  /** The JDK has no types for these, only the words of strerror(3). */
  private static String fromText(Path file, String text) {
    String known = text.toLowerCase(Locale.ROOT);
    if (known.contains("no space left")) {
      return full(place(file));
    } else if (known.contains("quota exceeded")) {
      return "the disk quota is used up: free space or raise the quota on " + place(file) + ".";
    } else if (known.contains("read-only")) {
      return readOnly();
    } else if (known.contains("not permitted")) {
      return "the file system does not permit it. Is it immutable or append-only (lsattr)?";
    } else if (known.contains("symbolic link")) {
      return notRegular();
    } else if (known.contains("is a directory")) {
      return "it is a directory. Move it away and put back the file.";
    } else if (known.contains("not a directory")) {
      return notDirectory(file);
    } else if (known.contains("input/output error")) {
      return "the disk reports an I/O error. Check the device and the kernel's log (dmesg).";
    } else if (known.contains("too many open files")) {
      return "too many open files. Raise the limit (ulimit -n).";
    } else if (known.contains("file too large")) {
      return "the file may not grow further. Raise the limit (ulimit -f) or lower max_size_mb.";
    }
    return fromState(file, text);
  }

  /** Words may be of another language: look at the file system instead. */
  private static String fromState(Path file, String text) {
    try {
      java.nio.file.FileStore volume = Files.getFileStore(place(file));
      if (volume.isReadOnly()) {
        return readOnly();
      } else if (volume.getUsableSpace() < NEARLY_NOTHING_BYTES) {
        return full(place(file));
      }
    } catch (IOException | RuntimeException e) {
      // Nothing to add to what the error says itself.
    }
    return text;
  }

  static String full(Path directory) {
    return "the disk is full: free space on " + directory + ".";
  }

  static String readOnly() {
    return "the file system is read-only. Mount it for writing, or set another directory.";
  }

  static String notRegular() {
    return "it is not a regular file, and links are not followed. Move it away.";
  }

  private static String notDirectory(Path file) {
    Path culprit = file.toAbsolutePath();
    while (culprit != null && !Files.isRegularFile(culprit)) {
      culprit = culprit.getParent();
    }
    return (culprit == null ? "what is above it" : culprit)
        + " is not a directory. Move it away, or set another directory.";
  }

  private static String text(IOException cause) {
    String text = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }

  private static Path place(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }
}
