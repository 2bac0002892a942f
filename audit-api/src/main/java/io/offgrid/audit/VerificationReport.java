package io.offgrid.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a verification, and what it rests on.
 *
 * @param verdict the verdict
 * @param events records checked
 * @param bytes read
 * @param findingCount findings in all
 * @param findings the first ones, at most {@value #MAX_FINDINGS}, first broken link first; {@link
 *     VerifyRequest#onFinding} sees all
 * @param trust what the verdict rests on
 * @param notes what is worth knowing but not wrong
 */
public record VerificationReport(
    Verdict verdict,
    long events,
    long bytes,
    long findingCount,
    List<Finding> findings,
    Trust trust,
    List<String> notes) {

  /** How many findings a report holds at the most. */
  public static final int MAX_FINDINGS = 1000;

  public VerificationReport {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /**
   * What a verdict rests on.
   *
   * @param keyIds fingerprints of the keys that signed what was checked
   * @param origin the name of the chain, where the head or the configuration told it
   * @param originPinned whether the configuration named the origin, rather than the log itself
   * @param headPresent whether an authentic {@code chain.hash} was there
   * @param anchorSeq the record that an external head named, if one was compared
   */
  public record Trust(
      List<String> keyIds,
      @Nullable String origin,
      boolean originPinned,
      boolean headPresent,
      @Nullable Long anchorSeq) {
    public Trust {
      keyIds = List.copyOf(keyIds);
    }
  }
}
