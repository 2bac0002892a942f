package io.offgrid.audit.faults;

import io.offgrid.audit.Finding;
import io.offgrid.audit.VerificationReport;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier says of a log.
 *
 * @param findings of each its kind, number, file and line
 * @param tail how many bytes count as never acknowledged
 */
record Opinion(String verdict, List<String> findings, long tail) {
  private static final Pattern TAIL = Pattern.compile("([0-9]+) bytes at the end of .*");

  static String finding(
      @Nullable Object kind, @Nullable Object seq, @Nullable Object file, @Nullable Object line) {
    boolean told = !"malformed".equals(kind); // who reads further into such a line may see one
    return String.format(Locale.ROOT, "%s seq %s %s:%s", kind, told ? seq : "-", file, line);
  }

  static Opinion of(VerificationReport report) {
    return new Opinion(
        report.verdict().name().toLowerCase(Locale.ROOT),
        report.findings().stream().map(Opinion::finding).toList(),
        report.notes().stream().mapToLong(Opinion::tail).sum());
  }

  private static String finding(Finding found) {
    String kind = found.kind().name().toLowerCase(Locale.ROOT);
    return finding(kind, found.seq(), found.file(), found.line());
  }

  private static long tail(String note) {
    Matcher tail = TAIL.matcher(note);
    return tail.matches() ? Long.parseLong(tail.group(1)) : 0;
  }
}
