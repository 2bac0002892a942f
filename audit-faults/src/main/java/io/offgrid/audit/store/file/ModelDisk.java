package io.offgrid.audit.store.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that remembers all that was done to it, so that what a power cut would have left
 * of it can be worked out afterwards. Safe for use by any number of threads.
 */
public final class ModelDisk implements Disk {
  /** When a step counts: a store that forgets to force something is made of those that do not. */
  public enum Fate {
    NOW,
    /** Not before the next step. */
    LATE,
    NEVER
  }

  private static final int ROOT = 0;
  private static final AtomicInteger DISKS = new AtomicInteger();

  private final int number = DISKS.incrementAndGet();
  private final Function<Step, Fate> fates;
  private final Map<Integer, Map<String, Integer>> directories = new HashMap<>();
  private final Map<Integer, ModelFile> files = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Step> late = new ArrayList<>();
  private int next = ROOT + 1;

  /** An empty one. */
  public ModelDisk() {
    this(step -> Fate.NOW);
  }

  /** An empty one on which not every step counts. */
  public ModelDisk(Function<Step, Fate> fates) {
    this.fates = fates;
    directories.put(ROOT, new TreeMap<>());
  }

  /** One that begins with this on it, durable. */
  public ModelDisk(DiskImage image) {
    this();
    image.names().forEach((of, names) -> directories.put(of, new TreeMap<>(names)));
    image.contents().forEach((of, bytes) -> files.put(of, new ModelFile(this, of, bytes)));
    next = 1 << 20;
  }

  /** A log on this disk; close it as any other. */
  public FileStore store() {
    return new FileStore(Path.of("/audit"), this);
  }

  /** Notes what happened elsewhere between the steps on this disk. */
  public synchronized void tell(Object what) {
    add(new Step.Told(what));
  }

  /** All that was done so far. */
  public synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  /** What is in the file of this name in the log's directory, if there is one. */
  public synchronized byte @Nullable [] content(String... path) {
    Integer at = ROOT;
    for (String name : path) {
      Map<String, Integer> names = directories.get(at);
      at = names == null ? null : names.get(name);
      if (at == null) {
        return null;
      }
    }
    ModelFile file = files.get(at);
    return file == null ? null : file.content();
  }

  /** Names in a directory; none where there is none. */
  public synchronized List<String> names(String... path) {
    try {
      return list(Path.of("/", path));
    } catch (IOException e) {
      return List.of();
    }
  }

  synchronized void add(Step step) {
    List<Step> due = List.copyOf(late);
    late.clear();
    switch (fates.apply(step)) {
      case NOW -> steps.add(step);
      case LATE -> late.add(step);
      case NEVER -> {}
    }
    steps.addAll(due);
  }

  private @Nullable Integer find(Path path) throws IOException {
    Integer at = ROOT;
    for (Path name : path) {
      Map<String, Integer> names = directories.get(at);
      if (names == null) {
        throw new NotDirectoryException(String.valueOf(path.getParent()));
      }
      at = names.get(name.toString());
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  private int existing(Path path) throws IOException {
    Integer found = find(path);
    if (found == null) {
      throw new NoSuchFileException(path.toString());
    }
    return found;
  }

  private int parent(Path path) throws IOException {
    Path parent = path.getParent();
    return parent == null ? ROOT : existing(parent);
  }

  private Map<String, Integer> in(int directory, Path path) throws IOException {
    Map<String, Integer> names = directories.get(directory);
    if (names == null) {
      throw new NotDirectoryException(path.toString());
    }
    return names;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private int link(Path path, boolean file) throws IOException {
    int directory = parent(path);
    if (in(directory, path).putIfAbsent(name(path), next) != null) {
      throw new FileAlreadyExistsException(path.toString());
    }
    add(new Step.Linked(directory, name(path), next, file));
    return next++;
  }

  @Override
  public synchronized Optional<FileInfo> info(Path path) throws IOException {
    Integer found = find(path);
    if (found == null) {
      return Optional.empty();
    }
    ModelFile file = files.get(found);
    String identity = number + ":" + found;
    return Optional.of(
        new FileInfo(identity, file != null, file == null, file == null ? 0 : file.size()));
  }

  @Override
  public synchronized DiskFile open(Path path, Mode mode) throws IOException {
    if (mode == Mode.CREATE) {
      int made = link(path, true);
      files.put(made, new ModelFile(this, made, new byte[0]));
      return files.get(made).opened(name(path));
    }
    ModelFile file = files.get(existing(path));
    if (file == null) {
      throw new IOException(path + ": Is a directory");
    }
    return file.opened(name(path));
  }

  @Override
  public synchronized List<String> list(Path directory) throws IOException {
    return List.copyOf(in(existing(directory), directory).keySet());
  }

  @Override
  public synchronized void createDirectory(Path directory) throws IOException {
    directories.put(link(directory, false), new TreeMap<>());
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    int file = existing(from);
    in(parent(from), from).remove(name(from));
    in(parent(to), to).put(name(to), file);
    add(new Step.Moved(parent(from), name(from), parent(to), name(to), file));
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    int found = existing(path);
    if (!directories.getOrDefault(found, Map.of()).isEmpty()) {
      throw new DirectoryNotEmptyException(path.toString());
    }
    in(parent(path), path).remove(name(path));
    add(new Step.Unlinked(parent(path), name(path), found));
  }

  @Override
  public synchronized void forceDirectory(Path directory) throws IOException {
    int found = existing(directory);
    in(found, directory);
    add(new Step.ForcedDirectory(found));
  }

  @Override
  public boolean writable(Path path) {
    return true;
  }

  @Override
  public long usableBytes(Path path) {
    return Long.MAX_VALUE;
  }
}
