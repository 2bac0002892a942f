package io.offgrid.audit.testkit;

import static io.offgrid.audit.testkit.StoreContents.append;
import static io.offgrid.audit.testkit.StoreContents.head;
import static io.offgrid.audit.testkit.StoreContents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest
    implements AuditStoreContract,
        ConcurrentStoreContract,
        WholeLogStoreContract,
        SummaryStoreContract,
        SinkStateContract {
  private final MemoryDisk disk = new MemoryDisk();

  @Override
  public AuditStore testee() {
    return InMemoryStore.open(disk);
  }

  @Override
  public Optional<byte[]> torn(String name) {
    return disk.torn(name);
  }

  @Override
  public Optional<byte[]> aside(String place, String file) {
    return disk.aside(place, file);
  }

  @Test
  void aPowerCutLosesWhatWasNotForced() {
    AuditStore store = testee();
    StoreSession session = store.exclusive();
    session.create(HEAD);
    append(session, "sealed\n");
    session.seal();
    append(session, "forced\n");
    session.force();
    session.write(0, StoreContents.bytes("FORCED\nlost\n"));
    session.writeHead("{\"seq\":3}\n".getBytes(UTF_8));

    disk.crash();

    assertThat(read(store)).isEqualTo("sealed\nforced\n");
    assertThat(head(store)).isEqualTo("{\"seq\":0}\n");
    assertThatThrownBy(session::force).isInstanceOf(StoreException.class);
    try (StoreSession next = store.exclusive()) {
      session.close();
      append(next, "next\n");
    }
    assertThat(read(store)).isEqualTo("sealed\nforced\nnext\n");
  }

  @Test
  void aPowerCutLosesAHeadThatWasNeverForced() {
    try (AuditStore store = testee();
        StoreSession session = store.exclusive()) {
      session.writeHead(HEAD);
      disk.crash();
      assertThat(store.readHead()).isEmpty();
    }
  }

  @Test
  void aFullDiskTakesNoMoreUntilThereIsRoom() {
    try (AuditStore store = testee();
        StoreSession session = store.exclusive()) {
      session.create(HEAD);
      assertThat(store.usableBytes()).isEmpty();
      disk.limit(10);
      append(session, "sealed\n");
      session.seal();
      assertThat(store.usableBytes()).hasValue(3);
      assertThatThrownBy(() -> append(session, "four"))
          .isInstanceOf(StoreException.class)
          .hasMessage("The disk in memory is full.");
      append(session, "two");
      session.write(0, StoreContents.bytes("TWO"));
      assertThat(store.usableBytes()).hasValue(0);
      disk.limit(11);
      append(session, "\n");
    }
    assertThat(read(testee())).isEqualTo("sealed\nTWO\n");
  }

  @Test
  void disksOfOneNameAreOne() {
    assertThat(MemoryDisk.named("a")).isSameAs(MemoryDisk.named("a"));
    assertThat(MemoryDisk.named("a")).isNotSameAs(MemoryDisk.named("b"));
  }
}
