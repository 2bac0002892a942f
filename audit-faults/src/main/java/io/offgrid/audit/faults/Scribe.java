package io.offgrid.audit.faults;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.runtime.LogMaintenance;
import io.offgrid.audit.store.file.FileStore;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A process that does to a log what it is told: {@code Scribe DIRECTORY NAME MAX_SIZE RETENTION
 * COMMAND…}, or, without commands, what comes in as lines. Commands are {@code record=N}, {@code
 * prune} and {@code aside}.
 *
 * <p>Prints {@code SEQ ID} for every receipt as soon as it has it, {@code E COMMAND MESSAGE} for
 * every error and {@code done COMMAND}, each by one write, so that whoever kills it knows what was
 * acknowledged. Only the errors that the log promises are caught; any other ends it.
 */
public final class Scribe {
  private static final int IN_FLIGHT = 64;
  private static final int PRUNE_EVERY = 100;

  private final Commission commission;
  private final FileStore store;
  private final LogMaintenance maintenance;
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private @Nullable AuditLog log;
  private int events;

  private Scribe(Commission commission) {
    this.commission = commission;
    this.store = FileStore.open(commission.directory());
    this.maintenance = commission.builder(store).openMaintenance();
  }

  public static void main(String[] args) throws IOException {
    Scribe scribe = new Scribe(Commission.parse(args));
    List<String> commands = Commission.rest(args);
    if (commands.isEmpty()) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        scribe.obey(line);
      }
    } else {
      commands.forEach(scribe::obey);
    }
    scribe.attempt("close", scribe::close);
  }

  private void obey(String command) {
    if (command.startsWith("record=")) {
      int count = Integer.parseInt(command.substring("record=".length()));
      attempt(command, () -> record(count));
    } else if (command.equals("prune")) {
      attempt(command, maintenance::prune);
    } else if (command.equals("aside")) {
      attempt(command, () -> maintenance.setAside("a person", "it was looked at"));
    } else {
      throw new IllegalArgumentException(command);
    }
    say("done " + command);
  }

  private void attempt(String command, Runnable action) {
    try {
      action.run();
    } catch (AuditException e) {
      sayError(command, e);
    }
  }

  private void record(int count) {
    AuditLog open = opened();
    Deque<CompletableFuture<Void>> inFlight = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      inFlight.add(open.record(event()).handle(this::told));
      if (inFlight.size() >= IN_FLIGHT) {
        inFlight.remove().join();
      }
      if (commission.forgets() && i % PRUNE_EVERY == PRUNE_EVERY - 1) {
        attempt("prune", maintenance::prune);
      }
    }
    inFlight.forEach(CompletableFuture::join);
  }

  private AuditLog opened() {
    AuditLog open = log;
    if (open == null) {
      open = commission.builder(store).open();
      log = open;
    }
    return open;
  }

  private AuditEvent event() {
    long process = ProcessHandle.current().pid();
    return AuditEvent.builder("auth")
        .userId(commission.name())
        .detail("n", events++)
        .detail("process", process)
        .build();
  }

  private @Nullable Void told(@Nullable RecordResult result, @Nullable Throwable error) {
    if (result instanceof RecordResult.Recorded recorded) {
      say(recorded.receipt().seq() + " " + recorded.receipt().id());
      return null;
    }
    Throwable cause =
        error instanceof CompletionException e && e.getCause() != null ? e.getCause() : error;
    if (cause instanceof AuditException e) {
      sayError("record", e);
      return null;
    }
    throw new IllegalStateException(String.valueOf(result), cause);
  }

  private void sayError(String command, AuditException error) {
    String message = String.valueOf(error.getMessage());
    say("E " + command + " " + message.replace("\n", "\\n"));
  }

  private void say(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void close() {
    AuditLog open = log;
    if (open != null) {
      open.close();
    }
    maintenance.close();
    store.close();
  }
}
