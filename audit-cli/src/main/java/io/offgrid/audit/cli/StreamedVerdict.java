package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.runtime.json.VerdictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a verdict as JSON with its status first, though there may be more findings than fit into
 * memory: they are held back until one of them settles that the status is {@code failed}, or until
 * the end. Only a missing key settles nothing; after {@value #MOST_HELD} of these, the status comes
 * behind them. For one thread.
 */
final class StreamedVerdict implements Consumer<Finding> {
  private static final int MOST_HELD = 10_000;

  private final JsonGenerator json;
  private final List<Finding> held = new ArrayList<>();
  private boolean statusWritten;
  private boolean streaming;

  StreamedVerdict(JsonGenerator json) {
    this.json = json;
  }

  @Override
  public void accept(Finding finding) {
    try {
      if (streaming) {
        VerdictJson.writeFinding(json, finding);
        return;
      }
      held.add(finding);
      if (finding.kind() != FindingKind.UNKNOWN_KEY) {
        writeStatus(Verdict.FAILED);
        stream();
      } else if (held.size() == MOST_HELD) {
        stream();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what remains. */
  void finish(VerificationReport report) throws IOException {
    if (!streaming) {
      writeStatus(report.verdict());
      stream();
    }
    json.writeEndArray();
    if (!statusWritten) {
      writeStatus(report.verdict());
    }
    VerdictJson.writeVerdict(json, report);
  }

  private void writeStatus(Verdict verdict) throws IOException {
    json.writeStringField("status", verdict.word());
    statusWritten = true;
  }

  private void stream() throws IOException {
    streaming = true;
    json.writeArrayFieldStart("findings");
    for (Finding finding : held) {
      VerdictJson.writeFinding(json, finding);
    }
    held.clear();
  }
}
