package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Aside;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SinkState;
import io.offgrid.audit.spi.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@link InMemoryStore}s keep a log on. Stores opened on the same disk see the same log, so a
 * test can close one and open another. {@link #crash()} is a power cut. Safe for use by any number
 * of threads.
 */
public final class MemoryDisk {
  static final String ACTIVE = "events.log";
  private static final Map<String, MemoryDisk> NAMED = new ConcurrentHashMap<>();

  private final Deque<Object> waiting = new ArrayDeque<>();
  private final SortedMap<Integer, MemoryFile> sealed = new TreeMap<>();
  private final Map<String, MemoryFile> torn = new HashMap<>();
  private final Map<String, byte[]> summaries = new HashMap<>();
  private final Map<String, MemorySinkState> sinks = new HashMap<>();
  private final MemoryAsides asides = new MemoryAsides();
  private @Nullable Object holder;
  private @Nullable MemoryFile active;
  private @Nullable MemoryFile head;
  private boolean headNamed;
  private long limit = Long.MAX_VALUE;

  /** The disk of this name, the same one for the life of the JVM. */
  public static MemoryDisk named(String name) {
    return NAMED.computeIfAbsent(name, unused -> new MemoryDisk());
  }

  /**
   * Cuts the power: what was not forced is lost, and a session that was under way is void. Segments
   * come and change their names durably at once; a head that was never forced goes.
   */
  public synchronized void crash() {
    sealed.values().forEach(MemoryFile::crash);
    if (active != null) {
      active.crash();
    }
    head = headNamed ? head : null;
    if (head != null) {
      head.crash();
    }
    holder = null;
    notifyAll();
  }

  /** From now on segments may take so many bytes in all; a write beyond that finds a full disk. */
  public synchronized void limit(long bytes) {
    limit = bytes;
  }

  /** Absent without a limit. */
  synchronized OptionalLong usableBytes() {
    long used = segments().stream().mapToLong(Segment::size).sum();
    return limit == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, limit - used));
  }

  synchronized void requireRoom(long bytes) {
    if (usableBytes().orElse(Long.MAX_VALUE) < bytes) {
      throw new StoreException("The disk in memory is full.", null);
    }
  }

  /** What was kept of a torn tail under this name. */
  public synchronized Optional<byte[]> torn(String name) {
    return Optional.ofNullable(torn.get(name)).map(MemoryFile::content);
  }

  /** Waits for the right to append, first come first served. */
  synchronized void take(Object session) throws InterruptedException {
    waiting.add(session);
    try {
      while (holder != null || waiting.peek() != session) {
        wait();
      }
      holder = session;
    } finally {
      waiting.remove(session);
      notifyAll();
    }
  }

  synchronized void giveBack(Object session) {
    if (holder == session) {
      holder = null;
      notifyAll();
    }
  }

  synchronized void require(Object session) {
    if (holder != session) {
      throw new StoreException("The right to append is gone: closed, or the power was cut.", null);
    }
  }

  synchronized List<Segment> segments() {
    List<Segment> all = new ArrayList<>();
    sealed.forEach((number, file) -> all.add(file.as(ACTIVE + "." + number, true)));
    active().ifPresent(file -> all.add(file.as(ACTIVE, false)));
    return all;
  }

  /** The piece that was listed, under whatever name it has now. */
  synchronized Optional<MemoryFile> find(Segment segment) {
    List<MemoryFile> all = new ArrayList<>(sealed.values());
    active().ifPresent(all::add);
    return all.stream().filter(file -> file.identity().equals(segment.identity())).findFirst();
  }

  /** Kept by the piece, so that it goes with it. */
  synchronized void keepSummary(Segment segment, byte[] summary) {
    boolean there =
        segments().stream().anyMatch(s -> s.sealed() && s.identity().equals(segment.identity()));
    if (there) {
      summaries.put(segment.identity(), summary.clone());
    }
  }

  synchronized Optional<byte[]> summary(Segment segment) {
    return find(segment).map(file -> summaries.get(file.identity())).map(byte[]::clone);
  }

  synchronized Optional<MemoryFile> active() {
    return Optional.ofNullable(active);
  }

  synchronized void createActive() {
    active = active == null ? new MemoryFile() : active;
  }

  synchronized void seal() {
    MemoryFile file = active().orElseThrow(MemoryDisk::noActive);
    file.force();
    sealed.put(sealed.isEmpty() ? 1 : sealed.lastKey() + 1, file);
    active = new MemoryFile();
  }

  synchronized void delete(Segment segment) {
    sealed.values().removeIf(file -> file.identity().equals(segment.identity()));
  }

  synchronized SinkState sink(String name) {
    return sinks.computeIfAbsent(name, unused -> new MemorySinkState());
  }

  synchronized List<Aside> asides() {
    return asides.list();
  }

  synchronized String prepareAside(String wanted, Function<String, byte[]> next) {
    return asides.prepare(wanted, next);
  }

  synchronized void finishAside(String name) {
    active = asides.finish(name, head(), segments(), segment -> find(segment).orElseThrow());
    sealed.clear();
  }

  /** What a segment holds that was set aside to this place, under the name that it had. */
  public synchronized Optional<byte[]> aside(String place, String segment) {
    return asides.content(place, segment);
  }

  static StoreException noActive() {
    return new StoreException("There is no active segment. Create one.", null);
  }

  synchronized Optional<byte[]> head() {
    return Optional.ofNullable(head).map(MemoryFile::content);
  }

  synchronized MemoryFile headForWriting() {
    MemoryFile file = head == null ? new MemoryFile() : head;
    head = file;
    return file;
  }

  synchronized void forceHead() {
    if (head != null) {
      head.force();
      headNamed = true;
    }
  }

  synchronized String keepTorn(byte[] bytes, long seq) {
    int n = 1;
    while (torn.containsKey(tornName(seq, n))) {
      n++;
    }
    MemoryFile file = new MemoryFile();
    file.write(0, ByteBuffer.wrap(bytes));
    torn.put(tornName(seq, n), file);
    return tornName(seq, n);
  }

  private static String tornName(long seq, int n) {
    return ACTIVE + ".torn-" + seq + "-" + n;
  }
}
