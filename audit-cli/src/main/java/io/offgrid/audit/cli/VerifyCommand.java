package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.cli.text.Amounts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verify}: is everything there, and as it was written? */
@Command(
    name = "verify",
    description = {
      "Checks every signature, every link, and the head. The first word is OK, FAILED or"
          + " UNVERIFIABLE (a key is missing; this is not a pass).",
      "Writers may go on meanwhile."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:intact",
      "1:tampering or damage found",
      "2:the command line or the configuration is wrong",
      "3:it could not be read or checked (input or output error, missing key)"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit verify",
      "  offgrid audit verify -o json > verdict.json",
      "  offgrid audit head -o json > /mnt/elsewhere/head.json",
      "  offgrid audit verify --head /mnt/elsewhere/head.json   was it rolled back since?",
      "  offgrid audit verify --file report.json                check an export",
      "  offgrid audit verify --dir /restored/audit"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int LONGEST_HEAD = 1 << 16;

  private final Offgrid offgrid;

  @Option(
      names = "--head",
      paramLabel = "FILE",
      description = "Compare with a head saved earlier; catches a log rolled back with its head.")
  private @Nullable Path head;

  @Option(
      names = "--file",
      paramLabel = "EXPORT",
      description = "Check an export (JSON or JSON Lines; - is standard input), not the log.")
  private @Nullable Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  private final AtomicLong told = new AtomicLong();
  private volatile VerifyRequest.Progress last = new VerifyRequest.Progress(0, 0, 0);

  VerifyCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() throws IOException {
    VerifyRequest request = VerifyRequest.standard();
    if (head != null) {
      request = request.withAnchor(readHead(head));
    }
    try (Session session = offgrid.openToRead();
        AuditLogReader reader = session.openReader()) {
      VerificationReport report =
          output == OutputFormat.JSON
              ? printJson(reader, request)
              : printText(reader, request, session.location());
      return switch (report.verdict()) {
        case OK -> ExitStatus.OK;
        case FAILED -> ExitStatus.TAMPERED;
        case UNVERIFIABLE -> ExitStatus.TROUBLE;
      };
    }
  }

  private VerificationReport printText(
      AuditLogReader reader, VerifyRequest request, String location) throws IOException {
    VerificationReport report = verify(reader, request);
    Console console = offgrid.console();
    console.turnPages();
    String checked = file == null ? location : file.toString();
    new VerdictText(console.out(), console.palette()).print(report, checked);
    return report;
  }

  private VerificationReport printJson(AuditLogReader reader, VerifyRequest request)
      throws IOException {
    VerificationReport[] result = new VerificationReport[1];
    Json.printIndented(
        offgrid.console(),
        json -> {
          StreamedVerdict verdict = new StreamedVerdict(json);
          result[0] = verify(reader, request.withFindings(verdict));
          verdict.finish(result[0]);
        });
    return result[0];
  }

  private VerificationReport verify(AuditLogReader reader, VerifyRequest request)
      throws IOException {
    try (Progress progress = Progress.inBytes(offgrid.console(), "verifying");
        Interruption interruption = Interruption.watch(() -> sayHowFar(progress))) {
      VerifyRequest watched =
          request
              .withFindings(
                  finding -> {
                    told.incrementAndGet();
                    request.onFinding().accept(finding);
                  })
              .withProgress(
                  now -> {
                    last = now;
                    progress.at(now.bytes(), file == null ? now.totalBytes() : size(file));
                  });
      if (file == null) {
        return reader.verify(watched);
      }
      try (InputStream export = new BufferedInputStream(open(file), 1 << 16)) {
        return reader.verifyExport(export, watched);
      }
    }
  }

  private static long size(Path path) {
    return path.toFile().length();
  }

  /** The runtime keeps findings back for a while, but counts them; an export's are told at once. */
  private void sayHowFar(Progress progress) {
    progress.close();
    long findings = Math.max(last.findings(), told.get());
    offgrid
        .console()
        .message(
            "interrupted: verified "
                + Amounts.count(last.events(), "event")
                + ", "
                + progress.sofar()
                + "; "
                + (findings == 0 ? "no finding" : Amounts.count(findings, "finding"))
                + " up to there; this is no verdict");
  }

  private InputStream open(Path path) throws IOException {
    if (path.toString().equals("-")) {
      return offgrid.console().in();
    }
    if (Files.isDirectory(path)) {
      throw new InputException(path + ": is a directory; name a file");
    }
    return Files.newInputStream(path);
  }

  private String readHead(Path path) throws IOException {
    try (InputStream in = open(path)) {
      byte[] bytes = in.readNBytes(LONGEST_HEAD + 1);
      if (bytes.length > LONGEST_HEAD) {
        throw new InputException(path + ": too long for a head; give a copy of chain.hash");
      }
      return new String(bytes, UTF_8).strip();
    }
  }
}
