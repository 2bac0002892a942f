package io.offgrid.audit.faults;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.RotatableKeys;
import io.offgrid.audit.store.file.ModelDisk;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys that are durable as soon as they are changed, as {@link RotatableKeys} demands; the disk is
 * told what they are then.
 */
final class ModelKeys implements RotatableKeys {
  private final ModelDisk disk;
  private List<String> entries;

  /** What the keys were at some moment. */
  record Entries(List<String> all) {
    KeyRing ring() {
      return KeyRing.parse(all);
    }
  }

  /** A new key. */
  ModelKeys(ModelDisk disk) {
    this(disk, new Entries(List.of("the first key, made up for this log")));
  }

  ModelKeys(ModelDisk disk, Entries entries) {
    this.disk = disk;
    this.entries = entries.all();
    disk.tell(entries);
  }

  synchronized Entries entries() {
    return new Entries(entries);
  }

  @Override
  public synchronized KeyRing load() {
    return KeyRing.parse(entries);
  }

  @Override
  public synchronized KeyRing addNext() {
    List<String> more = new ArrayList<>(entries);
    more.add("next key number " + entries.size() + ", made up for this log");
    change(more);
    return load();
  }

  @Override
  public synchronized void promoteNext() {
    change(entries.stream().map(each -> each.replaceFirst("^next ", "")).toList());
  }

  private void change(List<String> to) {
    entries = List.copyOf(to);
    disk.tell(new Entries(entries));
  }
}
