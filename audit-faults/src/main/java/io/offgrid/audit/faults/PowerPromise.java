package io.offgrid.audit.faults;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Head;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.store.file.DiskImage;
import io.offgrid.audit.store.file.FileStore;
import io.offgrid.audit.store.file.ModelDisk;
import io.offgrid.audit.store.file.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a log has promised so far, and whether what is on a disk keeps it. */
final class PowerPromise {
  private final List<Receipt> acknowledged = new ArrayList<>();
  private ModelKeys.Entries keys = new ModelKeys.Entries(List.of());
  private Instant now = Instant.EPOCH;

  /** Notes a step; whether more is promised since. */
  boolean take(Step step) {
    if (!(step instanceof Step.Told told)) {
      return false;
    } else if (told.what() instanceof Receipt receipt) {
      acknowledged.add(receipt);
    } else if (told.what() instanceof ModelKeys.Entries entries) {
      keys = entries;
    } else if (told.what() instanceof Instant time) {
      now = time;
    }
    return true;
  }

  /**
   * Opens what is there, and goes on recording.
   *
   * @return whether there was something to recover
   * @throws BrokenPromise if it is not as promised
   */
  boolean check(DiskImage image, String when) {
    try {
      return check(new ModelDisk(image), DiskImages.fingerprint(image));
    } catch (BrokenPromise e) {
      throw new BrokenPromise(
          "power cut after " + when + ": " + e.getMessage() + "; found was\n" + describe(image));
    }
  }

  private static String describe(DiskImage image) {
    ModelDisk disk = new ModelDisk(image);
    StringBuilder text = new StringBuilder();
    for (String name : disk.names("audit")) {
      byte[] content = disk.content("audit", name);
      text.append(name).append(": ");
      text.append(content == null ? "-" : new String(content, StandardCharsets.ISO_8859_1));
      text.append('\n');
    }
    return text.toString().replace('\0', '~');
  }

  private boolean check(ModelDisk disk, long seed) {
    requireHeadNotAhead(disk);
    boolean recovered;
    Receipt last;
    MovedClock clock = new MovedClock();
    clock.set(now);
    try (FileStore store = disk.store();
        AuditLog log =
            PowerWorkload.builder(store, new ModelKeys(disk, keys), clock)
                .verifyOnStart(seed % 2 == 0 ? VerifyOnStart.FULL : VerifyOnStart.TAIL)
                .open()) {
      last = record(log);
      requireVerified(log.verify(VerifyRequest.standard()));
      recovered = disk.names("audit").stream().anyMatch(name -> name.contains(".torn-"));
    } catch (AuditException e) {
      throw new BrokenPromise("it does not open: " + e.getMessage());
    }
    requireAll(disk, last);
    return recovered;
  }

  /** Written after the records that it stands for are durable, so it may lag but never lead. */
  private static void requireHeadNotAhead(ModelDisk disk) {
    byte[] bytes = disk.content("audit", "chain.hash");
    Head head = bytes == null ? null : HeadCodec.decode(bytes).orElse(null);
    if (head != null && head.seq() > 0) {
      long last = LogLines.on(disk).stream().mapToLong(LogLines.Line::seq).max().orElse(0);
      BrokenPromise.unless(
          head.seq() <= last, "the head names record " + head.seq() + ", the last is " + last);
    }
  }

  private static Receipt record(AuditLog log) {
    RecordResult result = log.recordAndWait(AuditEvent.builder("auth").userId("after").build());
    return ((RecordResult.Recorded) result).receipt();
  }

  private static void requireVerified(VerificationReport report) {
    BrokenPromise.unless(
        report.verdict() == Verdict.OK,
        () -> "it does not verify: " + report.verdict() + " " + report.findings());
  }

  /** Each at its place with the same bytes, but for those that retention lets go. */
  private void requireAll(ModelDisk disk, Receipt last) {
    Map<String, LogLines.Line> byId =
        LogLines.on(disk).stream()
            .collect(Collectors.toMap(LogLines.Line::id, Function.identity(), (a, b) -> a));
    for (Receipt receipt : acknowledged) {
      LogLines.Line line = byId.get(receipt.id());
      boolean mayGo = receipt.timestamp().isBefore(now.minus(PowerWorkload.RETENTION));
      BrokenPromise.unless(
          line == null ? mayGo : line.isOf(receipt),
          () -> "record " + receipt.seq() + " was acknowledged and is " + line);
    }
    BrokenPromise.unless(byId.containsKey(last.id()), "what was recorded afterwards is gone");
  }
}
