package io.offgrid.audit.faults;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.store.file.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Records while the clock is set to and fro, and then runs the installed command in places with
 * other letters, digits, calendars, zones and encodings.
 */
final class PlaceFault implements Fault {
  private static final String KEY = "a key for all places, made up here";
  private static final int EVENTS = 30;

  /** The clock goes years back, and nothing may be deleted for that. */
  private static final String KEEP_ALL = "audit:\n  retention_days: 36500\n  max_age_days: 36500\n";

  /** From one place to the next: another language, another zone, another encoding. */
  private static final int STRIDE = 9;

  private static final int SHORT_UNITS = 3;

  private static final List<List<String>> READING =
      List.of(
          List.of("show", "--no-pager"),
          List.of("stats"),
          List.of("verify"),
          List.of("export-csv", "-"),
          List.of("export-json", "-"));
  private static final String EVENT =
      "{\"type\":\"auth\",\"user_id\":\"I\u0130\u0131\u00df\",\"details\":{\"n\":1234567.5}}\n";
  private static final Pattern RECORDED =
      Pattern.compile(
          "\\{\"chain_hash\":\"sha256:[0-9a-f]{64}\",\"details\":\\{\"n\":1234567.5\\},"
              + "\"id\":\"evt_[0-9A-Z]{26}\",\"key_id\":\"[0-9a-f]{8}\",\"seq\":"
              + (EVENTS + 1)
              + ",\"signature\":\"hmac-sha256:[0-9a-f]{64}\",\"timestamp\":\"[0-9]{4}-[0-9]{2}-"
              + "[0-9]{2}T[0-9:]{8}\\.[0-9]{6}Z\",\"type\":\"auth\","
              + "\"user_id\":\"I\u0130\u0131\u00df\"\\}");

  @Override
  public String name() {
    return "places";
  }

  @Override
  public String promise() {
    return "clocks that are set, other languages, digits, zones and encodings change neither the"
        + " order nor a byte of what is recorded and printed";
  }

  @Override
  public int units(Length length) {
    return length == Length.SHORT ? SHORT_UNITS : WorldPlace.all().size();
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    Files.writeString(scratch.resolve("config.yaml"), KEEP_ALL);
    recordWithAWildClock(scratch, new Random(number));
    InstalledCommand offgrid = new InstalledCommand(scratch);
    WorldPlace place = WorldPlace.all().get(number * STRIDE % WorldPlace.all().size());
    for (List<String> reading : READING) {
      String[] arguments = reading.toArray(String[]::new);
      InstalledCommand.Outcome here = offgrid.run(WorldPlace.HOME, "", arguments);
      InstalledCommand.Outcome there = offgrid.run(place, "", arguments);
      BrokenPromise.unless(here.status() == 0, () -> reading + " at home: " + here);
      BrokenPromise.unless(
          here.equals(there), () -> reading + " in " + place + ":\n" + here + "\n" + there);
    }
    InstalledCommand.Outcome recorded = offgrid.run(place, EVENT, "record", "--file", "-");
    BrokenPromise.unless(recorded.status() == 0, () -> "record in " + place + ": " + recorded);
    requireRecorded(scratch, place);
    InstalledCommand.Outcome verified = offgrid.run(WorldPlace.HOME, "", "verify");
    BrokenPromise.unless(
        verified.status() == 0, () -> "verify after a record in " + place + ": " + verified);
    return Tally.of("places", 1).and("commands", 2 * READING.size() + 2);
  }

  private static void requireRecorded(Path home, WorldPlace place) throws IOException {
    List<String> lines =
        Files.readAllLines(home.resolve("audit/events.log"), StandardCharsets.UTF_8);
    String last = lines.get(lines.size() - 1);
    BrokenPromise.unless(RECORDED.matcher(last).matches(), "recorded in " + place + ": " + last);
  }

  /** Backwards, far ahead and back again while it is open; numbers know no clock. */
  private static void recordWithAWildClock(Path home, Random random) throws IOException {
    Path key = home.resolve("audit.key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, KEY + "\n");
    MovedClock clock = new MovedClock();
    KeyRing ring = KeyRing.parse(List.of(KEY));
    try (FileStore store = FileStore.open(home.resolve("audit"));
        AuditLog log =
            AuditLogBuilder.on(store, () -> ring).clock(clock).origin("places.example").open()) {
      for (int i = 0; i < EVENTS; i++) {
        log.recordAndWait(
            AuditEvent.builder("auth").userId("\u0130\u0131").detail("n", i + 0.5).build());
        clock.advance(Duration.ofSeconds(random.nextLong(-90_000_000, 90_000_000)));
      }
      VerificationReport report = log.verify(VerifyRequest.standard());
      BrokenPromise.unless(
          report.verdict() == Verdict.OK && report.events() == EVENTS, "a wild clock: " + report);
    }
  }
}
