package io.offgrid.audit.chain;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks exported records: every signature, and the links between records whose numbers follow each
 * other. An export may be filtered, so gaps are allowed; it has no head, so a missing end cannot be
 * told. For one thread and one export.
 */
public final class ExportCheck {
  private static final String FILE = "the export";

  private final LineCheck check;
  private final VerifyRequest request;
  private final MessageDigest sha256 = ChainHash.newDigest();
  private final byte[] hash = new byte[Sha256.BYTES];
  private final byte[] claimed = new byte[Sha256.BYTES];
  private final Tally tally = new Tally();
  private final Set<String> keyIds = new LinkedHashSet<>();
  private final Set<String> unknownKeys = new HashSet<>();
  private final Set<String> announcedKeys = new HashSet<>();
  private long events;
  private long gaps;
  private long previousSeq;

  public ExportCheck(KeyRing ring, VerifyRequest request) {
    this.check = new LineCheck(ring);
    this.request = request;
  }

  /**
   * Checks an export, JSON or JSON Lines, to its end.
   *
   * @throws IOException if it cannot be read
   */
  public VerificationReport check(InputStream export) throws IOException {
    JsonObjects objects = new JsonObjects(export, RangeVerifier.MAX_LINE);
    while (objects.advance()) {
      record(objects);
      if (events % 1000 == 0) {
        request.onProgress().accept(new VerifyRequest.Progress(objects.position(), 0, events));
      }
    }
    if (objects.strayBytes() > 0) {
      report(
          new Finding(
              FindingKind.MALFORMED,
              null,
              null,
              null,
              FILE,
              null,
              objects.firstStray(),
              "records, as an array or one a line",
              objects.strayBytes() + " bytes that are not part of any",
              "Export again; this file was changed or cut."));
    }
    boolean uncheckable = keyIds.isEmpty() || announcedKeys.containsAll(unknownKeys);
    return tally.report(events, objects.position(), tally.verdict(uncheckable), trust(), notes());
  }

  private VerificationReport.Trust trust() {
    return new VerificationReport.Trust(List.copyOf(keyIds), null, false, false, null);
  }

  private List<String> notes() {
    String limits =
        "an export has no head: that it is complete, and that its end is the log's end, cannot be"
            + " told from it";
    return gaps == 0
        ? List.of(limits)
        : List.of(gaps + " gaps in seq, as a filtered export has them", limits);
  }

  private void record(JsonObjects object) {
    events++;
    byte[] bytes = object.buffer();
    check.check(bytes, 0, object.length(), hash);
    FindingKind defect = check.defect();
    if (defect == null && !CanonicalJson.isCanonical(bytes, 0, object.length())) {
      defect = FindingKind.NOT_CANONICAL;
    }
    if (defect != null) {
      report(finding(object, defect, check.expected(), check.found()));
    }
    String keyId = check.text(Member.KEY_ID);
    if (defect == null && keyId != null) {
      keyIds.add(keyId);
    } else if (defect == FindingKind.UNKNOWN_KEY && keyId != null) {
      unknownKeys.add(keyId);
    }
    if (check.own() != null && check.own().newKeyId() != null) {
      announcedKeys.add(check.own().newKeyId());
    }
    place(object);
    Sha256.hash(sha256, bytes, 0, object.length(), hash);
  }

  private void place(JsonObjects object) {
    long seq = check.isSeqTrusted() ? check.seq() : 0;
    if (seq > 0 && previousSeq > 0) {
      if (seq <= previousSeq) {
        report(finding(object, FindingKind.SEQUENCE, "a seq above " + previousSeq, "seq " + seq));
      } else if (seq > previousSeq + 1) {
        gaps++;
      } else if (check.previousHash(claimed) && !Arrays.equals(claimed, hash)) {
        report(finding(object, FindingKind.LINK, ChainHash.text(hash), ChainHash.text(claimed)));
      }
    }
    previousSeq = seq;
  }

  private Finding finding(JsonObjects object, FindingKind kind, String expected, String found) {
    long seq = check.seq();
    @Nullable Long shown = seq == 0 ? null : seq;
    return new Finding(
        kind,
        shown,
        check.text(Member.ID),
        check.text(Member.TIMESTAMP),
        FILE,
        object.line(),
        object.offset(),
        expected,
        found,
        "Compare with the log itself; this export is not what the log holds or held.");
  }

  private void report(Finding finding) {
    tally.add(finding);
    request.onFinding().accept(finding);
  }
}
