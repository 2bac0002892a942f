package io.offgrid.audit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One record, checked by itself and against its neighbours. That the log as a whole is intact, only
 * {@link AuditLogReader#verify} tells.
 *
 * @param record as it stands in the log
 * @param verdict on what was checked
 * @param checked what was checked; a neighbour that is not there cannot be
 * @param findings what is wrong
 * @param previousId of the record before it; null for the first one there is
 * @param nextId of the record after it; null for the last one
 */
public record FoundRecord(
    AuditRecord record,
    Verdict verdict,
    List<Check> checked,
    List<Finding> findings,
    @Nullable String previousId,
    @Nullable String nextId) {

  /** What can be checked of a record. */
  public enum Check {
    /** Its form, and that its content is what was signed. */
    SIGNATURE,
    /** That it names the hash of the record before it. */
    LINK_TO_PREVIOUS,
    /** That the record after it names its hash. */
    LINK_FROM_NEXT;

    /** The name as reports print it, in snake_case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public FoundRecord {
    checked = List.copyOf(checked);
    findings = List.copyOf(findings);
  }
}
