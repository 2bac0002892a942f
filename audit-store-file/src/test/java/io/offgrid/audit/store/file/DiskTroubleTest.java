package io.offgrid.audit.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiskTroubleTest {
  private static final Path FILE = Path.of("/log/events.log");

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            new IOException("No space left on device"), "the disk is full: free space on /log."),
        Arguments.of(
            new IOException("Disk quota exceeded"),
            "the disk quota is used up: free space or raise the quota on /log."),
        Arguments.of(
            system("Read-only file system"),
            "the file system is read-only. Mount it for writing, or set another directory."),
        Arguments.of(
            system("Operation not permitted"),
            "the file system does not permit it. Is it immutable or append-only (lsattr)?"),
        Arguments.of(
            system(
                "Too many levels of symbolic links or unable to access attributes of symbolic link"),
            "it is not a regular file, and links are not followed. Move it away."),
        Arguments.of(
            new NotRegularException(FILE),
            "it is not a regular file, and links are not followed. Move it away."),
        Arguments.of(
            system("Is a directory"), "it is a directory. Move it away and put back the file."),
        Arguments.of(
            system("Not a directory"),
            "what is above it is not a directory. Move it away, or set another directory."),
        Arguments.of(
            new NotDirectoryException(FILE.toString()),
            "what is above it is not a directory. Move it away, or set another directory."),
        Arguments.of(
            new IOException("Input/output error"),
            "the disk reports an I/O error. Check the device and the kernel's log (dmesg)."),
        Arguments.of(
            system("Too many open files"), "too many open files. Raise the limit (ulimit -n)."),
        Arguments.of(
            new IOException("File too large"),
            "the file may not grow further. Raise the limit (ulimit -f) or lower max_size_mb."),
        Arguments.of(
            new AccessDeniedException(FILE.toString()),
            "permission denied. Run as the owner of the log, or correct owner and mode."),
        Arguments.of(
            new FileAlreadyExistsException(FILE.toString()),
            "something of that name is there already. Move it away."),
        Arguments.of(
            new NoSuchFileException(FILE.toString()),
            "it is not there. Was it deleted or moved? `offgrid audit verify` tells what is left."),
        Arguments.of(
            new ClosedByInterruptException(),
            "the thread was interrupted. Do it again; what is durable stays so."),
        Arguments.of(
            new FileLockInterruptionException(),
            "the thread was interrupted. Do it again; what is durable stays so."),
        Arguments.of(
            new ClosedChannelException(),
            "it was closed meanwhile, by another thread or by an interrupt. Do it again."),
        Arguments.of(new IOException("Owner died"), "Owner died"),
        Arguments.of(new IOException(), "IOException"));
  }

  private static FileSystemException system(String reason) {
    return new FileSystemException(FILE.toString(), null, reason);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void saysWhatHappenedToWhichFileAndWhatToDo(IOException error, String reason) {
    assertThat(DiskTrouble.explained("write", FILE, error))
        .hasMessage("Cannot write /log/events.log: " + reason)
        .hasCause(error);
  }

  @Test
  void namesTheFileThatFailedWhereItIsAnotherThanTheOneMeant() {
    NoSuchFileException error = new NoSuchFileException("/log/events.log.3");

    assertThat(DiskTrouble.explained("list", Path.of("/log"), error))
        .hasMessageStartingWith("Cannot list /log/events.log.3: ");
  }
}
