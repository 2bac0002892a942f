package io.offgrid.audit.store.file;

import static io.offgrid.audit.testkit.StoreContents.append;
import static io.offgrid.audit.testkit.StoreContents.bytes;
import static io.offgrid.audit.testkit.StoreContents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.spi.SegmentReader;
import io.offgrid.audit.spi.StoreException;
import io.offgrid.audit.spi.StoreSession;
import io.offgrid.audit.spi.StoreSnapshot;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK closes the file that an interrupted thread is in. */
class InterruptTest {
  @TempDir Path temporary;
  private FileStore store = FileStore.open(Path.of(""));

  @BeforeEach
  void create() {
    store = FileStore.open(temporary);
    try (StoreSession session = store.exclusive()) {
      session.create("{}\n".getBytes(UTF_8));
      append(session, "one\n");
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anInterruptedWriteIsAnErrorAndTheSessionGoesOn() {
    try (StoreSession session = store.exclusive()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> session.write(4, bytes("two\n")))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "Cannot write %s/events.log: the thread was interrupted. Do it again; what is durable"
                  + " stays so.",
              temporary);
      assertThat(Thread.interrupted()).isTrue();

      session.cutBack(4);
      append(session, "2\n");
      session.force();
    }
    assertThat(read(store)).isEqualTo("one\n2\n");
  }

  @Test
  void anInterruptedWriterGetsNoRightAndTheNextOneDoes() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(store::exclusive)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Cannot lock %s/.lock: the thread was interrupted while it waited. Do it again.",
            temporary);
    assertThat(Thread.interrupted()).isTrue();

    try (StoreSession session = store.exclusive()) {
      assertThat(session.activeSize()).isEqualTo(4);
    }
  }

  @Test
  void anInterruptedReadIsAnErrorAndANewSnapshotReads() {
    try (StoreSnapshot snapshot = store.snapshot();
        SegmentReader reader = snapshot.open(snapshot.segments().get(0))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> reader.read(0, ByteBuffer.allocate(4)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the thread was interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThatThrownBy(reader::size).hasMessageContaining("it was closed meanwhile");
    }
    assertThat(read(store)).isEqualTo("one\n");
  }
}
