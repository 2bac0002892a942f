package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.FileProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Reads a small text file that only its owner may read. */
final class SecretFile {
  /** The size of the largest one that is read. */
  static final int MAX_BYTES = 64 << 10;

  private SecretFile() {}

  /**
   * The text.
   *
   * @param what it is called in errors, {@code the key file}
   * @param ifMissing what to say beyond that it is not there
   * @throws AuditException if it cannot be read or others could use it; never quotes the file
   */
  static String read(Path file, String what, String ifMissing) {
    String name = what + " " + file;
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new AuditException(name + " is not a regular file");
      }
      Optional<String> mode = FileModes.exposed(file);
      if (mode.isPresent()) {
        throw new AuditException(
            "%s can be read or changed by others than its owner (mode %s): chmod 600 %s"
                .formatted(name, mode.get(), file));
      }
      if (attributes.size() > MAX_BYTES) {
        throw new AuditException(
            name + " is larger than " + MAX_BYTES + " bytes: is it the right file?");
      }
      return decode(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new AuditException(name + " does not exist" + ifMissing, e);
    } catch (CharacterCodingException e) {
      throw new AuditException(name + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new AuditException(name + " cannot be read: " + FileProblem.of(e), e);
    }
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
