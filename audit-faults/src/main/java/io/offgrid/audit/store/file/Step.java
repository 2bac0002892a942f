package io.offgrid.audit.store.file;

/**
 * One thing that was done to a {@link ModelDisk}, in the order in which it was done. Files and
 * directories are told by number, whatever they are called.
 */
public sealed interface Step {
  /** These bytes were written at this position. */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  record Wrote(int file, int position, byte[] bytes) implements Step {}

  /** The file was cut to this size. */
  record Cut(int file, int size) implements Step {}

  /** What was done to the file before is durable. */
  record ForcedFile(int file, String name) implements Step {}

  /** A file, or else a directory, was made. */
  record Linked(int directory, String name, int made, boolean file) implements Step {}

  /** A file was given another name, atomically. */
  record Moved(int from, String oldName, int to, String newName, int file) implements Step {}

  /** A name was taken away. */
  record Unlinked(int directory, String name, int file) implements Step {}

  /** Names in this directory are durable. */
  record ForcedDirectory(int directory) implements Step {}

  /** Something happened elsewhere, such as that a caller was told. */
  record Told(Object what) implements Step {}
}
