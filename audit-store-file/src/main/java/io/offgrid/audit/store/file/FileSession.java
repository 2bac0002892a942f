package io.offgrid.audit.store.file;

import io.offgrid.audit.spi.Aside;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One holding of the right to append. */
final class FileSession implements StoreSession {
  private final FileStore store;
  private final LogDirectory directory;
  private final ActiveSegment active;
  private final HeadSlot head;
  private @Nullable WriterLock lock;

  FileSession(
      FileStore store,
      LogDirectory directory,
      ActiveSegment active,
      HeadSlot head,
      WriterLock lock) {
    this.store = store;
    this.directory = directory;
    this.active = active;
    this.head = head;
    this.lock = lock;
    active.expire();
    head.expire();
  }

  private <T> T get(String what, Path file, DiskTrouble.Action<T> action) {
    if (lock == null) {
      throw new StoreException(
          "The right to append to " + directory.path() + " was given back already.", null);
    }
    store.requireOpen();
    return DiskTrouble.get(what, file, action);
  }

  private void run(String what, Path file, DiskTrouble.Step step) {
    get(
        what,
        file,
        () -> {
          step.run();
          return "";
        });
  }

  @Override
  public boolean exists() {
    return get(
        "look at",
        directory.path(),
        () -> active.exists() || head.exists() || !directory.segments().isEmpty());
  }

  @Override
  public List<Segment> segments() {
    return get("list", directory.path(), directory::segments);
  }

  @Override
  public SegmentReader open(Segment segment) {
    return get("read", directory.path(), () -> FileSegmentReader.open(directory, segment));
  }

  @Override
  public void create(byte[] bytes) {
    run("create", directory.active(), this::requireNothingRecorded);
    writeHead(bytes);
    run(
        "force",
        directory.head(),
        () -> {
          head.force();
          directory.force();
        });
    createActive();
  }

  private void requireNothingRecorded() throws IOException {
    if (active.size() > 0) {
      throw new IOException("there is a log already. Append to it, or set another directory.");
    }
  }

  @Override
  public void createActive() {
    run("create", directory.active(), active::create);
  }

  @Override
  public long activeSize() {
    return get("read", directory.active(), active::size);
  }

  @Override
  public String activeIdentity() {
    return get("look at", directory.active(), active::identity);
  }

  @Override
  public void write(long position, ByteBuffer bytes) {
    run("write", directory.active(), () -> active.write(position, bytes));
  }

  @Override
  public void force() {
    run("force", directory.active(), active::force);
  }

  @Override
  public void cutBack(long size) {
    run("cut back", directory.active(), () -> active.cutBack(size));
  }

  @Override
  public String keepTorn(long from, long seq) {
    return get("copy the end of", directory.active(), () -> active.keepTorn(from, seq));
  }

  @Override
  public Optional<byte[]> readHead() {
    return get("read", directory.head(), () -> HeadFile.read(directory).bytes());
  }

  @Override
  public void writeHead(byte[] bytes) {
    run("write", directory.head(), () -> head.write(bytes));
  }

  @Override
  public void forceHead() {
    run("force", directory.head(), head::force);
  }

  @Override
  public void seal() {
    forceHead();
    run("seal", directory.active(), active::seal);
    createActive();
  }

  @Override
  public void delete(Segment sealed) {
    run("delete", directory.path().resolve(sealed.name()), () -> directory.delete(sealed));
  }

  @Override
  public List<Aside> asides() {
    return get("list", directory.path(), () -> new AsideFiles(directory).list());
  }

  @Override
  public String prepareAside(String wanted, Function<String, byte[]> next) {
    Path place = directory.path().resolve(wanted);
    return get("create", place, () -> new AsideFiles(directory).prepare(wanted, next));
  }

  @Override
  public void finishAside(String name) {
    run(
        "move the log to",
        directory.path().resolve(name),
        () -> {
          active.close();
          new AsideFiles(directory).finish(name);
          active.expire();
        });
  }

  @Override
  public void close() {
    WriterLock held = lock;
    if (held != null) {
      lock = null;
      store.end(held);
    }
  }
}
