package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.store.file.FileStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * A process that records: {@code Recorder DIRECTORY COUNT NAME MAX_SIZE}. Prints {@code SEQ ID} for
 * every receipt as soon as it has it, each by one write, so that whoever kills it knows what was
 * acknowledged.
 */
public final class Recorder {
  static final KeyRing RING = KeyRing.of(SigningKey.parse("a key for processes under test"));
  private static final int IN_FLIGHT = 500;

  private Recorder() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    int count = Integer.parseInt(args[1]);
    try (FileStore store = FileStore.open(Path.of(args[0]));
        AuditLog log =
            AuditLogBuilder.on(store, () -> RING)
                .origin("processes.example")
                .maxSizeBytes(Long.parseLong(args[3]))
                .verifyOnStart(VerifyOnStart.TAIL)
                .open()) {
      record(log, count, args[2]);
    }
  }

  /** Records so many events as fast as receipts come, and prints those. */
  public static void record(AuditLog log, int count, String name) {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      Deque<CompletableFuture<Void>> inFlight = new ArrayDeque<>();
      for (int i = 0; i < count; i++) {
        AuditEvent event = AuditEvent.builder("auth").userId(name).detail("n", i).build();
        inFlight.add(log.record(event).thenAccept(result -> print(out, result)));
        if (inFlight.size() >= IN_FLIGHT) {
          inFlight.remove().join();
        }
      }
      inFlight.forEach(CompletableFuture::join);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(FileOutputStream out, RecordResult result) {
    RecordResult.Recorded recorded = (RecordResult.Recorded) result;
    String line = recorded.receipt().seq() + " " + recorded.receipt().id() + "\n";
    try {
      out.write(line.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
