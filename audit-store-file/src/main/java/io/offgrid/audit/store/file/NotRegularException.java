package io.offgrid.audit.store.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A link, a directory or a device stands where a file should be. */
final class NotRegularException extends FileSystemException {
  private static final long serialVersionUID = 1;

  NotRegularException(Path path) {
    super(path.toString());
  }
}
