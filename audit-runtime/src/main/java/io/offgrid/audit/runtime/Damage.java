package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Finding;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.FindingDigest;
import io.offgrid.audit.spi.AlertKind;
import java.util.List;
import java.util.Map;

/** What to do about a log that does not verify: refuse it, or record that and go on. */
record Damage(LogSettings settings, LogVerifier.Examination examination, FindingDigest digest) {
  /**
   * The record that tells about the damage, unless the log has one about this very damage already.
   *
   * @throws AuditException if such a log is to be refused
   */
  List<EncodedEvent> records() {
    String what = description();
    if (settings.onTamper() == OnTamper.REFUSE) {
      settings.alerts().raise(AlertKind.INTEGRITY_FAILURE, what + "; nothing is recorded");
      throw new AuditException(
          what + "; nothing is recorded, since on_tamper is refuse; continue would record on",
          null);
    }
    long count = digest.count();
    Map<String, Object> details = digest.details();
    String digestText = String.valueOf(details.get("digest"));
    if (count == 0 || examination.join().recordedDigests().contains(digestText)) {
      return List.of();
    }
    settings
        .alerts()
        .raise(
            AlertKind.INTEGRITY_FAILURE,
            what + "; this is recorded in the log, and recording goes on");
    return List.of(EventEncoder.own(EventTypes.INTEGRITY_FAILURE, null, details));
  }

  private String description() {
    Finding first = examination.report().findings().get(0);
    return "the log at "
        + settings.store().location()
        + " is damaged or was tampered with ("
        + StartCheck.describe(first)
        + (digest.count() > 1 ? " and " + (digest.count() - 1) + " more findings" : "")
        + "): run 'offgrid audit verify'";
  }
}
