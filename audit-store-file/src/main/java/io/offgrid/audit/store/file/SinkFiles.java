package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.SinkState;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is kept of one sink: {@code sinks/NAME.cursor}, {@code .replay}, {@code .status} and {@code
 * .parked.jsonl}, and {@code .lock} for the claim. A slot is written under another name first, so
 * that its file is always whole.
 */
record SinkFiles(LogDirectory log, String name) implements SinkState {
  private static final AtomicLong TEMPORARY = new AtomicLong(System.nanoTime());
  private static final Object PARKING = new Object();

  private Disk disk() {
    return log.disk();
  }

  private Path directory() {
    return log.path().resolve("sinks");
  }

  private Path file(String extension) {
    return directory().resolve(name + "." + extension);
  }

  private Path file(Slot slot) {
    return file(slot.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Optional<byte[]> read(Slot slot) {
    return DiskTrouble.get("read", file(slot), () -> tryRead(file(slot)));
  }

  private Optional<byte[]> tryRead(Path file) throws IOException {
    Optional<FileInfo> info = disk().info(file);
    if (info.filter(i -> i.regular() && i.size() <= MAX_SLOT_BYTES).isEmpty()) {
      return Optional.empty();
    }
    try (DiskFile open = disk().open(file, Disk.Mode.READ)) {
      byte[] bytes = new byte[Math.toIntExact(Math.min(open.size(), MAX_SLOT_BYTES))];
      int read = Fully.read(open, 0, ByteBuffer.wrap(bytes));
      return read == bytes.length ? Optional.of(bytes) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(Slot slot, byte[] content) {
    DiskTrouble.run("write", file(slot), () -> replace(slot, content));
  }

  private void replace(Slot slot, byte[] content) throws IOException {
    create();
    Path temporary = file(TEMPORARY.incrementAndGet() + ".tmp");
    boolean done = false;
    try {
      try (DiskFile open = disk().open(temporary, Disk.Mode.CREATE)) {
        Fully.write(open, 0, ByteBuffer.wrap(content));
        if (slot != Slot.STATUS) {
          open.force(false);
        }
      }
      WriterLock.clear(disk(), file(slot));
      disk().rename(temporary, file(slot));
      done = true;
    } finally {
      if (!done) {
        delete(temporary);
      }
    }
    if (slot != Slot.STATUS) {
      disk().forceDirectory(directory());
    }
  }

  @Override
  public void clear(Slot slot) {
    DiskTrouble.run(
        "delete",
        file(slot),
        () -> {
          if (disk().info(file(slot)).isPresent()) {
            WriterLock.clear(disk(), file(slot));
            delete(file(slot));
            disk().forceDirectory(directory());
          }
        });
  }

  private void delete(Path file) throws IOException {
    try {
      disk().delete(file);
    } catch (NoSuchFileException e) {
      // Another process was faster.
    }
  }

  @Override
  public boolean everClaimed() {
    return DiskTrouble.get("read", file("lock"), () -> disk().info(file("lock")).isPresent());
  }

  @Override
  public Optional<Claim> claim() {
    return DiskTrouble.get(
        "lock",
        file("lock"),
        () -> {
          create();
          Optional<SinkClaim> claim = SinkClaim.take(disk(), file("lock"));
          if (claim.isPresent()) {
            sweep(claim.get());
          }
          return claim.map(Claim.class::cast);
        });
  }

  /** Clears away what a crash left half-written; nobody else writes while the claim is held. */
  private void sweep(SinkClaim claim) throws IOException {
    boolean swept = false;
    try {
      for (String found : disk().list(directory())) {
        if (found.startsWith(name + ".") && found.endsWith(".tmp")) {
          deleteFile(directory().resolve(found));
        }
      }
      swept = true;
    } finally {
      if (!swept) {
        claim.close(); // or nobody in this process gets it again
      }
    }
  }

  /** What is no file was left by somebody else, and is in nobody's way. */
  private void deleteFile(Path found) throws IOException {
    if (disk().info(found).filter(FileInfo::regular).isPresent()) {
      delete(found);
    }
  }

  @Override
  public void park(byte[] line) {
    Path file = file("parked.jsonl");
    DiskTrouble.run("write", file, () -> append(file, line));
  }

  /**
   * One process at a time, and within it one thread: a lock of fcntl(2) knows no threads, and is
   * gone when any descriptor of the file is closed. So readers of the file close it in turn, too.
   */
  private void append(Path file, byte[] line) throws IOException {
    synchronized (PARKING) {
      create();
      WriterLock.clear(disk(), file);
      boolean made = WriterLock.touch(disk(), file);
      try (DiskFile open = disk().open(file, Disk.Mode.READ_WRITE);
          Closeable lock = open.lock(0)) {
        long size = open.size();
        ByteBuffer bytes = ByteBuffer.allocate(line.length + 2);
        if (size > 0 && !endsInNewline(open, size)) {
          bytes.put((byte) '\n'); // what a crash left stays a line of its own
        }
        bytes.put(line).put((byte) '\n').flip();
        Fully.write(open, size, bytes);
        open.force(false);
      }
      if (made) {
        disk().forceDirectory(directory());
      }
    }
  }

  private static boolean endsInNewline(DiskFile file, long size) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    Fully.read(file, size - 1, last);
    return last.get(0) == '\n';
  }

  @Override
  public InputStream parked() {
    Path file = file("parked.jsonl");
    return DiskTrouble.get(
        "read",
        file,
        () -> {
          if (disk().info(file).filter(FileInfo::regular).isEmpty()) {
            return new ByteArrayInputStream(new byte[0]);
          }
          return new DiskFileStream(disk().open(file, Disk.Mode.READ), PARKING);
        });
  }

  @Override
  public Optional<ParkedExtent> parkedExtent() {
    Path file = file("parked.jsonl");
    return DiskTrouble.get(
        "read",
        file,
        () ->
            disk()
                .info(file)
                .filter(FileInfo::regular)
                .map(info -> new ParkedExtent(info.identity(), info.size()))
                .or(() -> Optional.of(new ParkedExtent("", 0))));
  }

  private void create() throws IOException {
    if (disk().info(directory()).isPresent()) {
      return;
    }
    log.create();
    try {
      disk().createDirectory(directory());
    } catch (FileAlreadyExistsException e) {
      return;
    }
    log.force();
  }
}
