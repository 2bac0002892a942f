package io.offgrid.audit.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.FileProblem;
import io.offgrid.audit.runtime.RotatableKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Keys in a file: one a line, oldest first; blank lines and lines with # in front do not count. */
final class KeyFile implements RotatableKeys {
  private static final String NEXT = "next ";
  private static final Pattern MARK = Pattern.compile("(?:^|(?<=[\\n\\r]))" + NEXT);

  private final Path file;
  private final String ifMissing;

  KeyFile(Path file) {
    this(file, "");
  }

  /**
   * A file, and what to say if it is missing.
   *
   * @param ifMissing goes after the words that the file does not exist
   */
  KeyFile(Path file, String ifMissing) {
    this.file = file;
    this.ifMissing = ifMissing;
  }

  /**
   * The keys as they are written; not one is checked.
   *
   * @throws AuditException if the file cannot be read, others can read it, or it holds none
   */
  List<String> entries() {
    return entries(text());
  }

  @Override
  public KeyRing load() {
    return ring(text());
  }

  @Override
  public String location() {
    return file.toString();
  }

  @Override
  public KeyRing addNext() {
    String before = text();
    ring(before);
    boolean ended = before.endsWith("\n") || before.endsWith("\r");
    String after = before + (ended ? "" : "\n") + NEXT + RandomKey.notation() + "\n";
    KeyRing ring = ring(after);
    if (after.getBytes(UTF_8).length > SecretFile.MAX_BYTES) {
      throw new AuditException(
          "the key file %s has no room for another key: remove the oldest ones, whose records are gone"
              .formatted(file));
    }
    replace(after, "write the new key there yourself, as a last line that begins with \"next \"");
    return ring;
  }

  @Override
  public void promoteNext() {
    String before = text();
    String after = MARK.matcher(before).replaceAll("");
    if (ring(before).next().isPresent()) {
      ring(after);
      replace(after, "take the word next off its last key yourself");
    }
  }

  private void replace(String text, String otherwise) {
    try {
      SecretFileChange.replace(file, text);
    } catch (IOException e) {
      throw new AuditException(
          "the key file %s cannot be changed: %s; make it and its folder writable, or %s"
              .formatted(file, FileProblem.of(e), otherwise),
          e);
    }
  }

  private String text() {
    return SecretFile.read(file, "the key file", ifMissing);
  }

  private List<String> entries(String text) {
    List<String> keys =
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    if (keys.isEmpty()) {
      throw new AuditException("the key file " + file + " holds no key");
    }
    return keys;
  }

  private KeyRing ring(String text) {
    try {
      return KeyRing.parse(entries(text));
    } catch (IllegalArgumentException e) {
      throw new AuditException("the key file " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "key file " + file;
  }
}
