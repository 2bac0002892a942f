package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.FoundRecord;
import io.offgrid.audit.FoundRecord.Check;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.RecordCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds one record by its id, and checks it: its signature, and the links to and from its
 * neighbours. An id begins with the time at which it was made, so that most of the log need not be
 * looked through.
 */
final class RecordLookup {
  private static final String PREFIX = "evt_";
  private static final int TIME_DIGITS = 10;
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** A clock that is set back by so much keeps ids ascending. */
  private static final Duration LENIENCY = Duration.ofSeconds(15);

  private final AuditLogReader log;
  private final KeyRing ring;
  private final List<Check> checked = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  RecordLookup(AuditLogReader log, KeyRing ring) {
    this.log = log;
    this.ring = ring;
  }

  Optional<FoundRecord> find(String id) {
    Optional<Instant> made = time(id);
    if (made.isEmpty()) {
      return Optional.empty();
    }
    AuditQuery.Builder wanted = AuditQuery.builder().id(id).limit(1);
    AuditQuery anywhere = wanted.build();
    AuditQuery nearby =
        wanted.since(made.get().minus(LENIENCY)).until(made.get().plus(LENIENCY)).build();
    return Optional.ofNullable(first(nearby))
        .or(() -> Optional.ofNullable(first(anywhere)))
        .map(this::examine);
  }

  /** When the id was made: a ULID begins with 48 bits of milliseconds since 1970. */
  private static Optional<Instant> time(String id) {
    if (!id.startsWith(PREFIX) || id.length() != PREFIX.length() + 26) {
      return Optional.empty();
    }
    long millis = 0;
    for (int i = 0; i < TIME_DIGITS; i++) {
      int digit = CROCKFORD.indexOf(id.charAt(PREFIX.length() + i));
      if (digit < 0) {
        return Optional.empty();
      }
      millis = millis << 5 | digit;
    }
    return Optional.of(Instant.ofEpochMilli(millis & 0xffff_ffff_ffffL));
  }

  private FoundRecord examine(AuditRecord record) {
    AuditRecord before =
        first(AuditQuery.builder().beforeSeq(record.seq()).newestFirst().limit(1).build());
    AuditRecord after = first(AuditQuery.builder().afterSeq(record.seq()).limit(1).build());
    checkRecord(record, before != null && before.seq() == record.seq() - 1 ? before : null);
    if (after != null && after.seq() == record.seq() + 1) {
      checkLinkFrom(after, record);
    }
    return new FoundRecord(
        record,
        verdict(),
        checked,
        findings,
        before == null ? null : before.id(),
        after == null ? null : after.id());
  }

  private @Nullable AuditRecord first(AuditQuery query) {
    try (RecordCursor records = log.query(query)) {
      return records.hasNext() ? records.next() : null;
    }
  }

  private void checkRecord(AuditRecord record, @Nullable AuditRecord before) {
    byte[] hashBefore = before == null ? new byte[ChainHash.BYTES] : hash(before);
    RecordCheck check = new RecordCheck(ring);
    boolean authentic = check(check, record, hashBefore);
    checked.add(Check.SIGNATURE);
    FindingKind defect = check.defect();
    if (!authentic) {
      add(record, defect == null ? FindingKind.MALFORMED : defect, check.expected(), check.found());
    }
    if (before != null) {
      checked.add(Check.LINK_TO_PREVIOUS);
      compareLink(record, ChainHash.text(hashBefore), record.chainHash());
    }
  }

  private void checkLinkFrom(AuditRecord after, AuditRecord record) {
    checked.add(Check.LINK_FROM_NEXT);
    compareLink(after, ChainHash.text(hash(record)), after.chainHash());
  }

  private void compareLink(AuditRecord linking, String expected, String found) {
    if (!expected.equals(found)) {
      add(linking, FindingKind.LINK, expected, found);
    }
  }

  private void add(AuditRecord record, FindingKind kind, String expected, String found) {
    findings.add(
        new Finding(
            kind,
            record.seq(),
            record.id(),
            record.timestampText(),
            null,
            null,
            null,
            expected,
            found,
            "Verify the whole log: that tells the place, and what else is wrong."));
  }

  private Verdict verdict() {
    if (findings.isEmpty()) {
      return Verdict.OK;
    }
    return findings.stream().allMatch(finding -> finding.kind() == FindingKind.UNKNOWN_KEY)
        ? Verdict.UNVERIFIABLE
        : Verdict.FAILED;
  }

  private static boolean check(RecordCheck check, AuditRecord record, byte[] hashBefore) {
    byte[] line = bytes(record);
    return check.check(line, 0, line.length, hashBefore);
  }

  private static byte[] hash(AuditRecord record) {
    byte[] line = bytes(record);
    return ChainHash.of(line, 0, line.length);
  }

  private static byte[] bytes(AuditRecord record) {
    return record.json().getBytes(StandardCharsets.UTF_8);
  }
}
