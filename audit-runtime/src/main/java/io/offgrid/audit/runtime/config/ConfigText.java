package io.offgrid.audit.runtime.config;

import io.offgrid.audit.ConfigurationException;
import io.offgrid.audit.runtime.FileProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** Reads the text of the configuration file. */
final class ConfigText {
  static final int MAX_BYTES = 1 << 20;

  private ConfigText() {}

  /** Later JDKs tell a file behind a file as one that is not there. */
  private static void requireFolder(Path file) {
    Path folder = file.getParent();
    if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
      throw problem(file, "cannot be read: Not a directory");
    }
  }

  /** The text, absent when there is no file and none is required. */
  static Optional<String> read(ConfigSource source) {
    Path file = source.file();
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      requireFolder(file);
      if (source.fileRequired()) {
        throw problem(file, "there is no such file");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw problem(file, "cannot be read: " + FileProblem.of(e));
    }
    try {
      return Optional.of(decode(file, bytes(file)));
    } catch (IOException e) {
      throw problem(file, "cannot be read: " + FileProblem.of(e));
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw problem(file, "is not a regular file");
    }
    if (attributes.size() > MAX_BYTES) {
      throw problem(
          file,
          "is %d bytes long, more than the %d of any configuration: is it the right file?"
              .formatted(attributes.size(), MAX_BYTES));
    }
    return Files.readAllBytes(file);
  }

  private static String decode(Path file, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw problem(file, "is not UTF-8 text: is it the right file?");
    }
  }

  private static ConfigurationException problem(Path file, String problem) {
    return new ConfigurationException(file.toString(), List.of(problem));
  }
}
