package io.offgrid.audit.cli;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.cli.text.Amounts;
import io.offgrid.audit.spi.Exporter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the export commands have in common: everything but the format. */
abstract class ExportCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Parameters(
      paramLabel = "PATH",
      description =
          "Where to write; - is standard output. The file appears when it is whole, and replaces"
              + " one that is there.")
  private @Nullable Path path;

  @Option(names = "--no-clobber", description = "Do not replace a file that is there.")
  private boolean noClobber;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Filters.Limit.class,
      description = "At most so many, the newest (default: all).")
  private @Nullable Long limit;

  @Mixin private Filters filters = new Filters();

  ExportCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  abstract String format();

  @Override
  public Integer call() throws IOException {
    Path target = path == null ? Path.of("-") : path;
    try (Session session = offgrid.openToRead();
        AuditLogReader reader = session.openReader();
        Progress progress = Progress.inEvents(offgrid.console(), "exporting")) {
      Exporter exporter = session.exporter(format());
      try (RecordCursor records = select(reader)) {
        CountingCursor counted = new CountingCursor(records, progress);
        write(exporter, counted, target, progress);
        progress.close();
        tell(session, counted, target);
      }
    }
    return ExitStatus.OK;
  }

  private RecordCursor select(AuditLogReader reader) {
    return limit == null ? reader.query(filters.all()) : Newest.of(reader, filters.newest(limit));
  }

  private void write(Exporter exporter, RecordCursor records, Path path, Progress progress)
      throws IOException {
    if (path.toString().equals("-")) {
      OutputStream out = offgrid.console().data();
      try (Interruption interruption = Interruption.watch(() -> sayHowFar(progress, ""))) {
        exporter.export(records, out);
        out.flush();
      }
      return;
    }
    try {
      if (ExportTarget.isSpecial(path)) {
        writeDirectly(exporter, records, path, progress);
      } else {
        writeFile(exporter, records, path, progress);
      }
    } catch (ClosedChannelException e) {
      Interruption.awaitTheEnd();
    } catch (FileAlreadyExistsException e) {
      throw new IOException(path + " exists, and --no-clobber protects it", e);
    } catch (IOException e) {
      throw new IOException("cannot export to " + path + ": " + Failures.text(e), e);
    }
  }

  private void writeDirectly(Exporter exporter, RecordCursor records, Path path, Progress progress)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        Interruption interruption = Interruption.watch(() -> sayHowFar(progress, ""))) {
      exporter.export(records, out);
    }
  }

  private void writeFile(Exporter exporter, RecordCursor records, Path path, Progress progress)
      throws IOException {
    try (ExportTarget target = ExportTarget.open(path, !noClobber);
        Interruption interruption = Interruption.watch(() -> abandon(target, path, progress))) {
      OutputStream out = new BufferedOutputStream(target.out(), 1 << 16);
      exporter.export(records, out);
      out.flush();
      target.commit();
    }
  }

  /** Its closed channel tells the writing thread, which then keeps quiet. */
  private void abandon(ExportTarget target, Path path, Progress progress) {
    try {
      target.close();
      sayHowFar(progress, "; " + path + " is as it was");
    } catch (IOException e) {
      sayHowFar(progress, "; " + Failures.text(e));
    }
  }

  private void sayHowFar(Progress progress, String consequence) {
    progress.close();
    offgrid.console().message("interrupted: exported " + progress.sofar() + consequence);
  }

  private void tell(Session session, CountingCursor records, Path path) {
    Console console = offgrid.console();
    if (records.count() == 0) {
      console.message("no event matches in " + session.location());
    }
    Unreadable.tell(console, records);
    if (!path.toString().equals("-")) {
      console.message("exported " + Amounts.count(records.count(), "event") + " to " + path);
    }
  }

  /** {@code export-csv}. */
  @Command(
      name = "export-csv",
      description = {
        "Exports events as CSV (RFC 4180), oldest first.",
        "Cells that a spreadsheet would run as a formula begin with an apostrophe."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  offgrid audit export-csv report.csv",
        "  offgrid audit export-csv --since 2024-01-01 --until 2024-01-31 january.csv",
        "  offgrid audit export-csv - | head"
      })
  static final class Csv extends ExportCommand {
    Csv(Offgrid offgrid) {
      super(offgrid);
    }

    @Override
    String format() {
      return "csv";
    }
  }

  /** {@code export-json}. */
  @Command(
      name = "export-json",
      description = {
        "Exports events as one JSON array, oldest first.",
        "It carries the exact signed bytes of each event: verify --file checks it."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  offgrid audit export-json report.json",
        "  offgrid audit verify --file report.json",
        "  offgrid audit export-json --type 'auth*' - | jq '.[].user_id'"
      })
  static final class Json extends ExportCommand {
    Json(Offgrid offgrid) {
      super(offgrid);
    }

    @Override
    String format() {
      return "json";
    }
  }

  /** {@code export --format}. */
  @Command(
      name = "export",
      description = "Exports events in a format by its name, oldest first.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  offgrid audit export --format jsonl report.jsonl",
        "  offgrid audit export --format csv --no-clobber report.csv"
      })
  static final class AnyFormat extends ExportCommand {
    @Option(
        names = "--format",
        required = true,
        paramLabel = "NAME",
        description = "csv, json, jsonl, or one that another jar brings.")
    private String format = "";

    AnyFormat(Offgrid offgrid) {
      super(offgrid);
    }

    @Override
    String format() {
      return format;
    }
  }
}
