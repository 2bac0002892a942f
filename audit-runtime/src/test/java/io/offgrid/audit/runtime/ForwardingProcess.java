package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A process that records and forwards to a file: {@code ForwardingProcess DIRECTORY COUNT NAME
 * RECEIVED}. Prints receipts like {@link Recorder}.
 */
public final class ForwardingProcess {
  private ForwardingProcess() {}

  public static void main(String[] args) {
    ForwardSettings settings =
        new ForwardSettings(
            true,
            List.of(),
            Optional.empty(),
            20,
            Duration.ZERO,
            Duration.ofSeconds(10),
            Optional.empty(),
            StartAt.BEGINNING,
            OnReject.PARK,
            Duration.ofSeconds(60));
    try (FileStore store = FileStore.open(Path.of(args[0]));
        AuditLog log =
            AuditLogBuilder.on(store, () -> Recorder.RING)
                .origin("processes.example")
                .maxSizeBytes(30_000)
                .verifyOnStart(VerifyOnStart.TAIL)
                .sink(
                    new ForwardedSink(
                        "file", "file", () -> new FileSink(Path.of(args[3])), settings))
                .open()) {
      Recorder.record(log, Integer.parseInt(args[1]), args[2]);
    }
  }

  /** Appends to a file; what was written is there whatever becomes of the process. */
  private static final class FileSink implements Sink {
    private final Path file;
    private long last;

    FileSink(Path file) {
      this.file = file;
    }

    @Override
    public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        for (AuditRecord record : batch) {
          ByteBuffer line =
              ByteBuffer.wrap((record.json() + "\n").getBytes(StandardCharsets.UTF_8));
          while (line.hasRemaining()) {
            out.write(line);
          }
          last = record.seq();
        }
      } catch (IOException e) {
        throw SinkException.failed("cannot write " + file, e);
      }
    }

    @Override
    public long confirmed() {
      return last;
    }

    @Override
    public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
      deliver(List.of(record), timeout);
    }

    @Override
    public String target() {
      return file.toString();
    }

    @Override
    public void close() {
      // the file is open during a delivery only
    }
  }
}
