package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTargetTest {
  @TempDir private Path folder;

  @Test
  void appearsWholeAndPrivate() throws IOException {
    Path file = folder.resolve("new.csv");
    try (ExportTarget target = ExportTarget.open(file, true)) {
      target.out().write('x');
      assertThat(file).doesNotExist();
      target.commit();
    }

    assertThat(file).hasContent("x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names()).containsExactly("new.csv");
  }

  @Test
  void leavesTheOldFileAndNothingElseWhenItIsNotCommitted() throws IOException {
    Path file = Files.writeString(folder.resolve("old.csv"), "old");
    try (ExportTarget target = ExportTarget.open(file, true)) {
      target.out().write('x');
    }

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("old.csv");
  }

  @Test
  void keepsTheModeOfTheFileThatItReplaces() throws IOException {
    Path file = Files.writeString(folder.resolve("old.csv"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    write(file, true);

    assertThat(file).hasContent("x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void replacesWhatALinkPointsToAndKeepsTheLink() throws IOException {
    Path file = Files.writeString(folder.resolve("real.csv"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
    write(link, true);

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("x");
  }

  @Test
  void protectsAFileThatIsThere() throws IOException {
    Path file = Files.writeString(folder.resolve("old.csv"), "old");

    assertThatThrownBy(() -> ExportTarget.open(file, false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(names()).containsExactly("old.csv");
  }

  @Test
  void protectsAFileThatComesWhileItWrites() throws IOException {
    Path file = folder.resolve("late.csv");
    try (ExportTarget target = ExportTarget.open(file, false)) {
      Files.writeString(file, "someone else");
      assertThatThrownBy(target::commit).isInstanceOf(FileAlreadyExistsException.class);
    }

    assertThat(file).hasContent("someone else");
    assertThat(names()).containsExactly("late.csv");
  }

  @Test
  void writesWhereNothingIsAlsoWhenItMustNotReplace() throws IOException {
    write(folder.resolve("new.csv"), false);

    assertThat(names()).containsExactly("new.csv");
  }

  @Test
  void saysWhatIsWrongWithAPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatIOException()
        .isThrownBy(() -> ExportTarget.open(folder, true))
        .withMessage("it is a directory; name a file");
    assertThatThrownBy(() -> ExportTarget.open(folder.resolve("none/x.csv"), true))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> ExportTarget.open(file.resolve("x.csv"), true))
        .isInstanceOf(IOException.class);
  }

  @Test
  void isNotCommittedAfterItWasTakenBack() throws IOException {
    Path file = folder.resolve("new.csv");
    try (ExportTarget target = ExportTarget.open(file, true)) {
      target.close();
      assertThatIOException().isThrownBy(target::commit);
    }

    assertThat(names()).isEmpty();
  }

  private static void write(Path file, boolean clobber) throws IOException {
    try (ExportTarget target = ExportTarget.open(file, clobber)) {
      target.out().write('x');
      target.commit();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
