package io.offgrid.audit.faults;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.Member;
import io.offgrid.audit.chain.RecordCheck;
import io.offgrid.audit.chain.RecordLine;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Any bytes as the segments of a log: it can be read and verified, and nobody can stop the log with
 * them. The first byte says where the bytes go: as they are or {@linkplain FuzzedLines forged}, to
 * the active segment or a sealed one, beside an authentic head or none, and how often only each
 * line is looked at, which is faster.
 */
public final class LogTarget {
  static final String ORIGIN = "fuzz";
  private static final Path DIRECTORY = FuzzFiles.directory("log").resolve("audit");

  private static final Pattern KEY_IS_MISSING =
      Pattern.compile(
          "nothing can be appended to the log at [^:]+: key \\S+ is not in the key ring\\. .*");
  private static final RecordCheck CHECK = new RecordCheck(FuzzKeys.RING);

  private LogTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] text = Arrays.copyOfRange(input, 1, input.length);
    eachLine((input[0] & 1) == 0 ? text : new FuzzedLines().forge(text));
    if ((input[0] & 0xf0) != 0) {
      return;
    }
    FuzzFiles.clear(DIRECTORY);
    write(input[0], text);
    try (FileStore store = FileStore.open(DIRECTORY)) {
      AuditLogBuilder builder =
          AuditLogBuilder.on(store, () -> FuzzKeys.RING).origin(ORIGIN).maxSizeBytes(2000);
      try (AuditLogReader reader = builder.openReader()) {
        read(reader);
      }
      record(builder);
      try (AuditLogReader reader = builder.openReader()) {
        read(reader);
      }
    }
  }

  private static void eachLine(byte[] lines) {
    int from = 0;
    byte[] last = ChainHash.genesis(ORIGIN);
    for (int to = 0; to < lines.length; to++) {
      if (lines[to] == '\n') {
        CHECK.check(lines, from, to, last);
        RecordLine.parse(lines, from, to).ifPresent(LogTarget::everyMember);
        last = ChainHash.of(lines, from, to - from);
        from = to + 1;
      }
    }
  }

  private static void everyMember(RecordLine record) {
    record.repairs();
    for (Member member : Member.values()) {
      record.text(member);
    }
    record.userId();
    record.source();
    record.target();
    record.detailsJson();
  }

  private static void write(int how, byte[] text) {
    FuzzedLines forgery = new FuzzedLines();
    byte[] lines = (how & 1) == 0 ? text : forgery.forge(text);
    int half = (how & 2) == 0 ? 0 : half(lines);
    try {
      Files.createDirectories(DIRECTORY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (half > 0) {
      FuzzFiles.write(DIRECTORY.resolve("events.log.1"), Arrays.copyOf(lines, half));
    }
    FuzzFiles.write(DIRECTORY.resolve("events.log"), Arrays.copyOfRange(lines, half, lines.length));
    if ((how & 4) == 0) {
      FuzzFiles.write(DIRECTORY.resolve("chain.hash"), forgery.head());
    }
  }

  /** The end of the first line, if there is one. */
  private static int half(byte[] lines) {
    int at = 0;
    while (at < lines.length && lines[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, lines.length);
  }

  /** Damage is what a reader finds, never what stops it. */
  private static void read(AuditLogReader reader) {
    reader.verify(VerifyRequest.standard());
    reader.stats(StatsRequest.all());
    try (RecordCursor records = reader.query(AuditQuery.all())) {
      while (records.hasNext()) {
        records.next().writeJson(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A writer may refuse only where the due key is not in its ring. */
  private static void record(AuditLogBuilder builder) {
    try (AuditLog log = builder.open()) {
      RecordResult result = log.recordAndWait(AuditEvent.builder("auth").userId("u").build());
      BrokenPromise.unless(result instanceof RecordResult.Recorded, "not recorded: " + result);
      String id = ((RecordResult.Recorded) result).receipt().id();
      BrokenPromise.unless(log.find(id).isPresent(), "what was recorded is not there");
    } catch (AuditException e) {
      String text = String.valueOf(e.getMessage());
      BrokenPromise.unless(KEY_IS_MISSING.matcher(text).matches(), "the log was stopped: " + text);
    }
  }
}
