package io.offgrid.audit.cli;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.cli.text.RecordTable;
import io.offgrid.audit.cli.text.RecordView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code show}: the newest events, the newest of them at the bottom. */
@Command(
    name = "show",
    description = {
      "Shows the newest events, the newest at the bottom.",
      "Control characters are made visible: no event can reach your terminal. JSON and JSON Lines"
          + " carry the exact signed lines (on a terminal, control characters are escaped)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit show --limit 50",
      "  offgrid audit show --type 'auth*' --outcome failure --since 24h",
      "  offgrid audit show --user alice --since 2024-01-15 --until 2024-01-16",
      "  offgrid audit show --follow",
      "  offgrid audit show -o jsonl | jq .details"
    })
final class ShowCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Filters.Limit.class,
      description = "At most so many, the newest (default: ${DEFAULT-VALUE}).")
  private long limit = 20;

  @Mixin private Filters filters = new Filters();

  @Option(names = "--follow", description = "Then show events as they come, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  ShowCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  /** A table, or what the exporter of that name makes of it. */
  enum Format {
    TABLE("table"),
    JSON("json"),
    JSONL("jsonl"),
    CSV("csv");

    private final String word;

    Format(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  @Override
  public Integer call() throws IOException {
    if (follow && (format == Format.JSON || format == Format.CSV)) {
      throw new UsageException("--follow has no end, " + format + " needs one: use -o jsonl");
    }
    AuditQuery query = filters.newest(limit);
    try (Session session = offgrid.openToRead();
        AuditLogReader reader = session.openReader()) {
      sayIfDisabled(session);
      show(session, reader, query);
    }
    return ExitStatus.OK;
  }

  private void show(Session session, AuditLogReader reader, AuditQuery query) throws IOException {
    Console console = offgrid.console();
    if (!follow) {
      console.turnPages();
    }
    OutputStream data = console.data();
    RecordView view = view(session, data);
    Follower follower = follow ? new Follower(reader, filters.all(), console::message) : null;
    try (Newest newest = Newest.of(reader, query)) {
      if (!newest.hasNext()) {
        sayWhyEmpty(session, reader);
      }
      view.show(follower == null ? newest : follower.watching(newest));
      Unreadable.tell(console, newest);
    }
    data.flush();
    console.flush();
    if (follower != null) {
      follower.run(
          view,
          () -> {
            data.flush();
            console.flush();
          });
    }
  }

  private RecordView view(Session session, OutputStream data) {
    Console console = offgrid.console();
    if (format == Format.TABLE) {
      return new RecordTable(
          console.out(), console.palette(), console.terminal().columns(), follow);
    }
    var exporter = session.exporter(format.word);
    return records -> exporter.export(records, data);
  }

  private void sayIfDisabled(Session session) {
    if (!session.enabled()) {
      offgrid
          .console()
          .message("auditing is disabled (audit.enabled: false); these are older events, if any");
    }
  }

  private void sayWhyEmpty(Session session, AuditLogReader reader) {
    try (Newest any = Newest.of(reader, AuditQuery.builder().newestFirst().limit(1).build())) {
      Console console = offgrid.console();
      if (any.hasNext()) {
        console.message("no event matches");
        filters.typesNotAmong(reader).forEach(console::message);
      } else {
        console.message("no events yet in " + session.location());
        console.message("record one: offgrid audit record --type auth_success --user alice");
      }
    }
  }
}
