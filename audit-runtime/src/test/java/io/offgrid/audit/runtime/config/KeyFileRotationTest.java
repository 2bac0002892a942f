package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileRotationTest {
  private static final String KEY = "hex:000102030405060708090a0b0c0d0e0f";

  @TempDir Path folder;
  private Home home;
  private Path file;

  @BeforeEach
  void home() {
    home = Home.in(folder);
    file = folder.resolve("my.key");
  }

  @Test
  void putsANewKeyBehindTheOthersAndMarksIt() throws IOException {
    home.file("my.key", KEY + "\n");
    KeyRing ring = new KeyFile(file).addNext();

    assertThat(Files.readString(file)).matches(KEY + "\nnext hex:[0-9a-f]{64}\n");
    assertThat(ring.current().id()).isEqualTo(SigningKey.parse(KEY).id());
    assertThat(ring.next().map(SigningKey::id))
        .isEqualTo(new KeyFile(file).load().next().map(SigningKey::id))
        .isPresent();
  }

  @Test
  void takesTheMarkOffAgain() throws IOException {
    home.file("my.key", KEY + "\nnext the next one\n");
    new KeyFile(file).promoteNext();
    assertThat(Files.readString(file)).isEqualTo(KEY + "\nthe next one\n");
    new KeyFile(file).promoteNext();
    assertThat(Files.readString(file)).isEqualTo(KEY + "\nthe next one\n");
  }

  @Test
  void leavesCommentsBlankLinesAndLineEndsAlone() throws IOException {
    String text = "# next of kin\r\n\r\n" + KEY + "\r\n# next \n \n";
    home.file("my.key", text + "next  odd one \r\n\n# next the end");
    new KeyFile(file).promoteNext();
    assertThat(Files.readString(file)).isEqualTo(text + " odd one \r\n\n# next the end");
    new KeyFile(file).addNext();
    assertThat(Files.readString(file))
        .startsWith(text + " odd one \r\n\n# next the end\nnext hex:")
        .endsWith("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------"})
  void keepsModeAndOwner(String mode) throws IOException {
    home.file("my.key", KEY, mode);
    Object owner = Files.getOwner(file);
    Object group = Files.getAttribute(file, "posix:group");
    new KeyFile(file).addNext();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo(mode);
    assertThat(Files.getOwner(file)).isEqualTo(owner);
    assertThat(Files.getAttribute(file, "posix:group")).isEqualTo(group);
  }

  @Test
  void changesTheFileBehindALink() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Path real = home.file("real/the.key", KEY + "\n");
    Files.createSymbolicLink(folder.resolve("between"), real);
    Files.createSymbolicLink(file, Path.of("between"));
    new KeyFile(file).addNext();

    assertThat(file).isSymbolicLink();
    assertThat(Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(new KeyFile(real).load().next()).isPresent();
  }

  @Test
  void leavesNothingBesideItAndRemovesWhatACrashLeft() throws IOException {
    home.file("my.key", KEY + "\n");
    home.file("my.key.0123456789abcdef.draft", "hex:00");
    Path mine = home.file("my.key.2024", "an older one");
    new KeyFile(file).addNext();
    new KeyFile(file).promoteNext();

    try (var names = Files.list(folder)) {
      assertThat(names).containsExactlyInAnyOrder(file, mine);
    }
  }

  @Test
  void saysWhatToDoWhereTheFileCannotBeChanged() {
    String name = "k".repeat(250);
    Path blocked = home.file(name, KEY + "\n");
    assertThatThrownBy(new KeyFile(blocked)::addNext)
        .isInstanceOf(AuditException.class)
        .hasMessage(
            "the key file %s cannot be changed: File name too long; make it and its folder writable, or write the new key there yourself, as a last line that begins with \"next \"",
            blocked);
    home.file(name, KEY + "\nnext another one\n");
    assertThatThrownBy(new KeyFile(blocked)::promoteNext)
        .isInstanceOf(AuditException.class)
        .hasMessageEndingWith("or take the word next off its last key yourself");
    assertThat(blocked).hasContent(KEY + "\nnext another one\n");
  }

  @Test
  void neverGrowsTooLargeToBeRead() {
    home.file("my.key", KEY + "\n#" + "x".repeat((64 << 10) - 80));
    assertThatThrownBy(new KeyFile(file)::addNext)
        .hasMessage(
            "the key file %s has no room for another key: remove the oldest ones, whose records are gone",
            file);
    assertThat(new KeyFile(file).load().keys()).hasSize(1);
  }
}
