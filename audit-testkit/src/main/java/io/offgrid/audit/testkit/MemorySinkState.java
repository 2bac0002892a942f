package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.SinkState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a disk in memory keeps of one sink. */
final class MemorySinkState implements SinkState {
  private final Map<Slot, byte[]> slots = new EnumMap<>(Slot.class);
  private final ByteArrayOutputStream parked = new ByteArrayOutputStream();
  private @Nullable Claim holder;
  private boolean everClaimed;

  @Override
  public synchronized Optional<byte[]> read(Slot slot) {
    return Optional.ofNullable(slots.get(slot)).map(byte[]::clone);
  }

  @Override
  public synchronized void write(Slot slot, byte[] content) {
    slots.put(slot, content.clone());
  }

  @Override
  public synchronized void clear(Slot slot) {
    slots.remove(slot);
  }

  @Override
  public synchronized boolean everClaimed() {
    return everClaimed;
  }

  @Override
  public synchronized Optional<Claim> claim() {
    if (holder != null) {
      return Optional.empty();
    }
    everClaimed = true;
    Claim claim =
        new Claim() {
          @Override
          public void close() {
            giveBack(this);
          }
        };
    holder = claim;
    return Optional.of(claim);
  }

  @SuppressWarnings("ReferenceEquality") // only the very claim that was given frees it
  private synchronized void giveBack(Claim claim) {
    holder = holder == claim ? null : holder;
  }

  @Override
  public synchronized void park(byte[] line) {
    parked.writeBytes(line);
    parked.write('\n');
  }

  @Override
  public synchronized InputStream parked() {
    return new ByteArrayInputStream(parked.toByteArray());
  }

  @Override
  public synchronized Optional<ParkedExtent> parkedExtent() {
    return Optional.of(new ParkedExtent("", parked.size()));
  }
}
