package io.offgrid.audit.faults;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.store.file.DiskImage;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.store.file.ModelDisk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of a log, by name, to be changed at will and verified in memory. */
final class ForgedLog {
  static final String HEAD = "chain.hash";
  static final String ACTIVE = "events.log";

  private final TreeMap<String, byte[]> files;

  ForgedLog(Map<String, byte[]> files) {
    this.files = new TreeMap<>(files);
  }

  /** The log on a disk, without what was set aside or torn off. */
  static ForgedLog of(ModelDisk disk) {
    Map<String, byte[]> files = new HashMap<>();
    for (String name : disk.names("audit")) {
      byte[] content = disk.content("audit", name);
      if (content != null && name.matches("chain\\.hash|events\\.log(\\.[0-9]+)?")) {
        files.put(name, content);
      }
    }
    return new ForgedLog(files);
  }

  ForgedLog copy() {
    return new ForgedLog(files);
  }

  Map<String, byte[]> files() {
    return files;
  }

  Optional<byte[]> content(String name) {
    return Optional.ofNullable(files.get(name));
  }

  byte[] segment(String name) {
    return files.getOrDefault(name, new byte[0]);
  }

  void put(String name, byte[] content) {
    files.put(name, content);
  }

  void remove(String name) {
    files.remove(name);
  }

  /** Names of the segments, oldest first, the active one last. */
  List<String> segments() {
    List<String> names = new ArrayList<>(files.keySet());
    names.remove(HEAD);
    names.sort(Comparator.comparingInt(ForgedLog::number));
    return names;
  }

  private static int number(String segment) {
    return segment.equals(ACTIVE)
        ? Integer.MAX_VALUE
        : Integer.parseInt(segment.substring(ACTIVE.length() + 1));
  }

  /** What the log's own verifier says of it. */
  VerificationReport verify(KeyRing ring, @Nullable String origin, @Nullable String anchor) {
    Map<String, Integer> names = new TreeMap<>();
    Map<Integer, byte[]> contents = new HashMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      names.put(file.getKey(), names.size() + 2);
      contents.put(names.size() + 1, file.getValue());
    }
    ModelDisk disk =
        new ModelDisk(new DiskImage(Map.of(0, Map.of("audit", 1), 1, names), contents));
    try (FileStore store = disk.store();
        AuditLogReader reader = AuditLogBuilder.on(store, () -> ring).origin(origin).openReader()) {
      VerifyRequest request = VerifyRequest.standard();
      return reader.verify(anchor == null ? request : request.withAnchor(anchor));
    }
  }
}
