package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Setting;
import java.util.Objects;
import java.util.Optional;

/** Settings of the in-memory store. */
public record InMemoryStoreSettings(
    @Setting("Name of the disk in memory; stores of one name share a log, without one it is new")
        Optional<String> disk) {
  public InMemoryStoreSettings {
    Objects.requireNonNull(disk, "disk");
  }
}
