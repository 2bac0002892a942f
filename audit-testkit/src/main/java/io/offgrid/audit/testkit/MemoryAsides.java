package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Aside;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where logs were set aside to on a disk in memory. For whoever has the right to append. */
final class MemoryAsides {
  private final SortedMap<String, Place> places = new TreeMap<>();

  private static final class Place {
    byte @Nullable [] next;
    byte @Nullable [] head;
    final SortedMap<String, MemoryFile> segments = new TreeMap<>();
  }

  List<Aside> list() {
    List<Aside> all = new ArrayList<>();
    places.forEach((name, place) -> all.add(new Aside(name, place.next, place.head)));
    return all;
  }

  String prepare(String wanted, Function<String, byte[]> next) {
    String name = wanted;
    for (int n = 2; places.containsKey(name); n++) {
      name = wanted + "-" + n;
    }
    Place place = new Place();
    place.next = next.apply(name);
    places.put(name, place);
    return name;
  }

  /** Keeps the log there, and gives the segment that the new one begins with. */
  MemoryFile finish(
      String name,
      Optional<byte[]> head,
      List<Segment> segments,
      Function<Segment, MemoryFile> of) {
    Place place = places.get(name);
    byte[] line = place == null ? null : place.next;
    if (place == null || line == null) {
      throw new StoreException("Nothing was prepared in " + name + ".", null);
    }
    place.head = head.orElse(null);
    segments.forEach(segment -> place.segments.put(segment.name(), of.apply(segment)));
    place.next = null;
    MemoryFile first = new MemoryFile();
    first.write(0, ByteBuffer.wrap(line));
    first.force();
    return first;
  }

  /** What a segment that was set aside holds. */
  Optional<byte[]> content(String name, String segment) {
    return Optional.ofNullable(places.get(name))
        .map(place -> place.segments.get(segment))
        .map(MemoryFile::content);
  }
}
