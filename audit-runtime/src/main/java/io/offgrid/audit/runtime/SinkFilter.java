package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.Severity;
import io.offgrid.audit.chain.Member;
import io.offgrid.audit.chain.RecordView;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a sink is to get. For one thread. */
final class SinkFilter {
  private final RecordFilter types;
  private final Set<String> severities;
  private final boolean unmarked;
  private final Set<Long> parked = new HashSet<>();

  SinkFilter(ForwardSettings settings) {
    AuditQuery.Builder query = AuditQuery.builder();
    settings.types().forEach(query::type);
    types = new RecordFilter(query.build());
    Severity least = settings.minSeverity().orElse(Severity.INFO);
    severities =
        Arrays.stream(Severity.values())
            .filter(severity -> severity.compareTo(least) >= 0)
            .map(Severity::word)
            .collect(Collectors.toUnmodifiableSet());
    unmarked = severities.contains(Severity.INFO.word());
  }

  boolean accepts(long seq, RecordView record) {
    return types.accepts(record) && isSevere(record) && !parked.contains(seq);
  }

  private boolean isSevere(RecordView record) {
    String severity = record.text(Member.SEVERITY);
    return unmarked || (severity != null && severities.contains(severity));
  }

  /** Leaves this record out from now on. */
  void leaveOut(long seq) {
    parked.add(seq);
  }

  /** Nothing up to here comes again. */
  void passed(long seq) {
    parked.removeIf(out -> out <= seq);
  }

  /** Forgets what was left out: somebody wants it again. */
  void reset() {
    parked.clear();
  }
}
