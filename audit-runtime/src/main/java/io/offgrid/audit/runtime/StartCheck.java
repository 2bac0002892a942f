package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.Finding;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verification when a log is opened for writing: without the right to append, so that nobody
 * waits for it. What it finds is looked at again by the writer before anything is done about it.
 */
final class StartCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

  private final LogSettings settings;
  private final LogVerifier verifier;
  private volatile boolean damageFound;

  StartCheck(LogSettings settings, LogVerifier verifier) {
    this.settings = settings;
    this.verifier = verifier;
  }

  /** Verifies now, if that is asked for. */
  void beforeOpening() {
    if (settings.verifyOnStart() == VerifyOnStart.FULL) {
      verify();
    }
  }

  /** Verifies in a thread of its own, if that is asked for. */
  void inBackground() {
    if (settings.verifyOnStart() == VerifyOnStart.BACKGROUND) {
      Thread thread = new Thread(this::verifyOrLog, "offgrid-audit-start-check");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Whether damage was found that the writer has not looked at yet. */
  boolean hasFoundDamage() {
    return damageFound;
  }

  /** The writer has looked at it. */
  void taken() {
    damageFound = false;
  }

  private void verifyOrLog() {
    try {
      verify();
    } catch (AuditException e) {
      LOG.error("the log could not be verified: {}", e.getMessage());
    }
  }

  private void verify() {
    VerificationReport report = verifier.verify(VerifyRequest.standard());
    if (report.verdict() == Verdict.FAILED) {
      Finding first = report.findings().get(0);
      LOG.error(
          "the log at {} does not verify: {} findings, the first: {}",
          settings.store().location(),
          report.findingCount(),
          describe(first));
      damageFound = true;
    } else if (report.verdict() == Verdict.UNVERIFIABLE) {
      LOG.warn(
          "the log at {} could not be verified as a whole: a key is missing; run"
              + " 'offgrid audit verify'",
          settings.store().location());
    }
  }

  static String describe(Finding finding) {
    StringBuilder text = new StringBuilder(finding.kind().word());
    if (finding.seq() != null) {
      text.append(" at seq ").append(finding.seq());
    }
    if (finding.file() != null) {
      text.append(" in ").append(finding.file());
    }
    if (finding.line() != null) {
      text.append(" line ").append(finding.line());
    }
    return text.toString();
  }
}
