package io.offgrid.audit.cli;

import io.offgrid.audit.Finding;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerificationReport.Trust;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.Facts;
import io.offgrid.audit.cli.text.Palette;
import io.offgrid.audit.cli.text.Style;
import io.offgrid.audit.cli.text.Visible;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A verdict for people: the word first, then the first broken link, then the rest. */
final class VerdictText {
  private static final int MOST_OTHERS = 20;

  private final PrintWriter out;
  private final Palette palette;

  VerdictText(PrintWriter out, Palette palette) {
    this.out = out;
    this.palette = palette;
  }

  /** Prints it. */
  void print(VerificationReport report, String location) {
    String checked = Amounts.count(report.events(), "event");
    switch (report.verdict()) {
      case OK -> out.println(word(Style.GREEN, "OK") + "  " + checked + ", the chain is intact");
      case FAILED ->
          out.println(word(Style.ALARM, "FAILED") + "  " + findings(report) + " in " + checked);
      case UNVERIFIABLE ->
          out.println(
              word(Style.YELLOW, "UNVERIFIABLE")
                  + "  a key is missing, so this is not a pass: "
                  + findings(report)
                  + " in "
                  + checked);
    }
    printFindings(report);
    printTrust(report.trust(), location);
    report.notes().forEach(note -> out.println("note: " + Visible.oneLine(note)));
  }

  private String word(Style style, String word) {
    return palette.paint(style, word);
  }

  private static String findings(VerificationReport report) {
    return Amounts.count(report.findingCount(), "finding");
  }

  private void printFindings(VerificationReport report) {
    List<Finding> findings = report.findings();
    if (findings.isEmpty()) {
      return;
    }
    Finding first = findings.get(0);
    out.println();
    out.println(palette.paint(Style.BOLD, "First broken link: " + first.kind().word()));
    new Facts()
        .add("seq", first.seq())
        .add("event", first.id())
        .add("time", first.timestamp())
        .add("where", place(first))
        .add("expected", first.expected())
        .add("found", first.found())
        .add("advice", first.advice())
        .print(out, palette, "  ");
    printOthers(findings.subList(1, findings.size()), report.findingCount() - 1);
    out.println();
  }

  private void printOthers(List<Finding> others, long count) {
    if (count == 0) {
      return;
    }
    out.println();
    out.println(palette.paint(Style.BOLD, "Then"));
    for (Finding finding : others.subList(0, Math.min(MOST_OTHERS, others.size()))) {
      String seq = finding.seq() == null ? "" : " at seq " + finding.seq();
      String place = place(finding);
      out.println("  " + finding.kind().word() + seq + (place == null ? "" : ", " + place));
      new Facts()
          .add("event", finding.id())
          .add("time", finding.timestamp())
          .add("expected", finding.expected())
          .add("found", finding.found())
          .print(out, palette, "      ");
    }
    if (count > MOST_OTHERS) {
      out.println(
          "  and " + Amounts.number(count - MOST_OTHERS) + " more; -o json lists all of them");
    }
  }

  private static @Nullable String place(Finding finding) {
    if (finding.file() == null) {
      return null;
    }
    String line = finding.line() == null ? "" : ", line " + finding.line();
    String offset = finding.offset() == null ? "" : ", byte " + finding.offset();
    return Visible.oneLine(finding.file()) + line + offset;
  }

  private void printTrust(Trust trust, String location) {
    String origin =
        trust.originPinned()
            ? trust.origin() + ", pinned by audit.origin"
            : trust.origin() + ", not pinned: the log itself says so (audit.origin pins it)";
    new Facts()
        .add("checked", location)
        .add("keys", trust.keyIds().isEmpty() ? "none" : String.join(", ", trust.keyIds()))
        .add("origin", trust.origin() == null ? "not known" : origin)
        .add("head", trust.headPresent() ? "authentic" : "none: a log cut short would not be seen")
        .add(
            "anchor",
            trust.anchorSeq() == null
                ? "none: a log rolled back with its head would not be seen (verify --head)"
                : "seq " + trust.anchorSeq())
        .print(out, palette, "  ");
  }
}
