package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Head;
import io.offgrid.audit.cli.intake.Intake;
import io.offgrid.audit.cli.intake.Tally;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.cli.text.Facts;
import io.offgrid.audit.runtime.json.JsonMembers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Records a file, and says how far it came. */
final class FileRecording {
  private final Console console;
  private final FileOptions.Source source;
  private final String name;
  private volatile boolean interrupted;

  FileRecording(Console console, FileOptions.Source source) {
    this.console = console;
    this.source = source;
    this.name = isStandardInput() ? "standard input" : source.file().toString();
  }

  /** Runs it; the result is the exit status. */
  int run(Session session, OutputFormat output) throws IOException {
    try (InputStream in = open();
        AuditLog log = session.openLog()) {
      Intake intake = new Intake(log, source.translator(), name, source.skipBad());
      Tally tally;
      try (Progress progress = Progress.inBytes(console, "recording");
          Interruption interruption =
              Interruption.watch(() -> interrupted(log, intake, progress))) {
        tally = read(intake, in, progress);
      }
      if (interrupted) {
        Interruption.awaitTheEnd();
      }
      report(tally, tally.recorded() > 0 ? log.head() : null, output);
      return status(tally);
    }
  }

  private Tally read(Intake intake, InputStream in, Progress progress) throws IOException {
    long size = isStandardInput() ? -1 : Files.size(source.file());
    try {
      return intake.run(in, bytes -> progress.at(bytes, size));
    } catch (IOException e) {
      throw new IOException(
          name
              + ": "
              + Failures.text(e)
              + "\n"
              + Amounts.count(intake.stop().recorded(), "event")
              + " before that recorded",
          e);
    }
  }

  private void report(Tally tally, @Nullable Head head, OutputFormat output) throws IOException {
    tally.badLines().forEach(console::message);
    if (tally.bad() > tally.badLines().size()) {
      console.message(
          "and " + Amounts.count(tally.bad() - tally.badLines().size(), "more bad line"));
    }
    tally.trouble().ifPresent(console::message);
    if (output == OutputFormat.JSON) {
      Json.printLine(console, json -> write(json, tally, head));
    } else {
      print(tally, head);
    }
    advise(tally);
  }

  private void print(Tally tally, @Nullable Head head) {
    console.out().println("recorded " + Amounts.count(tally.recorded(), "event") + " from " + name);
    new Facts()
        .add("seq", head == null ? null : tally.firstSeq() + " to " + tally.lastSeq())
        .add("skipped", source.skipBad() ? Amounts.count(tally.bad(), "bad line") : null)
        .add("dropped", tally.dropped() == 0 ? null : Amounts.count(tally.dropped(), "event"))
        .add("head", head == null ? null : "seq " + head.seq() + ", " + head.chainHash())
        .print(console.out(), console.palette(), "  ");
    console.flush(); // before the sinks get the rest, which may take a while
  }

  private void write(JsonGenerator json, Tally tally, @Nullable Head head) throws IOException {
    boolean whole = status(tally) == ExitStatus.OK;
    json.writeStringField("status", whole ? "recorded" : "stopped");
    json.writeNumberField("recorded", tally.recorded());
    json.writeNumberField("skipped", source.skipBad() ? tally.bad() : 0);
    json.writeNumberField("dropped", tally.dropped());
    JsonMembers.number(json, "first_seq", head == null ? null : tally.firstSeq());
    JsonMembers.number(json, "last_seq", head == null ? null : tally.lastSeq());
    json.writeArrayFieldStart("bad_lines");
    for (String line : tally.badLines()) {
      json.writeString(line);
    }
    json.writeEndArray();
    json.writeStringField("trouble", tally.trouble().orElse(null));
    json.writeFieldName("head");
    if (head == null) {
      json.writeNull();
    } else {
      json.writeRawValue(head.json());
    }
  }

  private void advise(Tally tally) {
    boolean stopped = tally.trouble().isPresent() || (tally.bad() > 0 && !source.skipBad());
    if (stopped) {
      console.message(
          tally.recorded() == 0
              ? "nothing was recorded"
              : "what came before stays recorded; the last line recorded is "
                  + tally.lastLine()
                  + ", so go on after it");
    }
    if (tally.bad() > 0 && !source.skipBad()) {
      console.message("mend the line, or pass over bad lines with --skip-bad");
    }
    if (tally.recorded() + tally.bad() + tally.dropped() == 0 && !stopped) {
      console.message("warning: " + name + " holds no events");
    }
    if (tally.dropped() > 0) {
      console.message("audit.fail_open let the log drop events: they are lost");
    }
  }

  private int status(Tally tally) {
    if (tally.trouble().isPresent() || tally.dropped() > 0) {
      return ExitStatus.TROUBLE;
    }
    return tally.bad() > 0 && !source.skipBad() ? ExitStatus.USAGE : ExitStatus.OK;
  }

  private void interrupted(AuditLog log, Intake intake, Progress progress) {
    interrupted = true;
    Tally tally = intake.stop();
    log.close();
    progress.close();
    console.message(
        "interrupted: recorded "
            + Amounts.count(tally.recorded(), "event")
            + (tally.recorded() == 0
                ? ""
                : ", seq "
                    + tally.firstSeq()
                    + " to "
                    + tally.lastSeq()
                    + ", up to line "
                    + tally.lastLine())
            + " of "
            + name);
  }

  private InputStream open() throws IOException {
    if (isStandardInput()) {
      return console.in();
    }
    Path file = source.file();
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory; name a file");
    }
    return Files.newInputStream(file);
  }

  boolean isStandardInput() {
    return source.file().toString().equals("-");
  }
}
