package io.offgrid.audit.cli;

import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import io.offgrid.audit.runtime.config.AuditConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: the options that all commands have, and where it starts. */
@Command(
    name = "offgrid",
    description = "A tamper-evident audit log that works offline.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit record --type auth_success --user alice",
      "  offgrid audit show",
      "  offgrid audit verify"
    })
public final class Offgrid {
  private static final String NO_COLOR = "--no-color";
  private static final String NO_PAGER = "--no-pager";

  private final Console console;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "The configuration; by default config.yaml in $$OFFGRID_HOME or ~/.offgrid-llm.")
  private @Nullable Path config;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The log's directory, instead of audit.dir: a restored or set-aside one, say.")
  private @Nullable Path dir;

  @Option(
      names = NO_COLOR,
      scope = ScopeType.INHERIT,
      description = "No colours; also with NO_COLOR set, or when the output is no terminal.")
  @SuppressWarnings("UnusedVariable") // help is coloured too, so this is looked for beforehand
  private boolean noColor;

  @Option(
      names = NO_PAGER,
      scope = ScopeType.INHERIT,
      description =
          "No pager for what does not fit on the screen. $$OFFGRID_PAGER or $$PAGER chooses one.")
  @SuppressWarnings("UnusedVariable") // help is paged too, so this is looked for beforehand
  private boolean noPager;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "This help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "The version.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  Offgrid(Console console) {
    this.console = console;
  }

  /** Runs a command line and ends the process with its exit status. */
  public static void main(String[] args) {
    Console console = Console.system();
    console.guardStandardError();
    System.exit(run(console, args));
  }

  /** Runs a command line; the exit status is its result, whatever happens. */
  static int run(Console console, String... args) {
    Failures failures = new Failures(console);
    try {
      StringWriter help = new StringWriter();
      int status = commandLine(console, failures, help, args).execute(args);
      if (help.getBuffer().length() > 0) {
        console.turnPages();
        console.out().print(help);
      }
      console.finish();
      return status;
    } catch (RuntimeException | Error e) {
      return failures.explain(e);
    }
  }

  Console console() {
    return console;
  }

  AuditConfig configuration() {
    return Session.configuration(console, console.environment(), config, dir);
  }

  /** Whether the command line names the log, rather than the configuration. */
  boolean namesDirectory() {
    return dir != null;
  }

  /** Opens what is configured. */
  Session open() {
    return Session.of(configuration());
  }

  /** As {@link #open}, but where the command line names a directory, a log must be in it. */
  Session openToRead() {
    if (dir != null && !Files.exists(dir)) {
      throw new InputException("--dir " + dir + ": there is no such directory");
    }
    Session session = open();
    if (dir == null || session.holdsLog()) {
      return session;
    }
    session.close();
    throw new InputException("--dir " + dir + ": " + whyNoLog(session.storeType()));
  }

  /** Of a backup another store than the one for files would see nothing, and call that well. */
  private static String whyNoLog(String store) {
    return store.equals("file")
        ? "there is no log in it"
        : "the store "
            + store
            + " finds no log there; for a directory of files, a backup for one, name a"
            + " configuration that says store: file (--config FILE)";
  }

  /** This command with all of its commands, for those who describe it. */
  CommandLine everyCommand() {
    return new CommandLine(this).addSubcommand(AuditCommands.all(this));
  }

  private static CommandLine commandLine(
      Console console, Failures failures, Writer help, String[] args) {
    if (Arrays.asList(args).contains(NO_COLOR)) {
      console.withoutColour();
    }
    if (Arrays.asList(args).contains(NO_PAGER)) {
      console.withoutPager();
    }
    Offgrid offgrid = new Offgrid(console);
    CommandLine commands = new CommandLine(offgrid).addSubcommand(commands(offgrid, args));
    shareVersion(commands);
    return commands
        .setOut(new PrintWriter(help))
        .setErr(console.err())
        .setColorScheme(
            Help.defaultColorScheme(console.palette().colour() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(34)
        .registerConverter(OutputFormat.class, new Words<>(OutputFormat.values()))
        .registerConverter(ShowCommand.Format.class, new Words<>(ShowCommand.Format.values()))
        .registerConverter(
            CompletionCommand.Shell.class, new Words<>(CompletionCommand.Shell.values()))
        .registerConverter(Outcome.class, new Words<>(Outcome.values()))
        .registerConverter(Severity.class, new Words<>(Severity.values()))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setExitCodeExceptionMapper(failures);
  }

  /** What follows the word "audit". */
  private static CommandLine commands(Offgrid offgrid, String[] args) {
    return args.length > 1 && args[0].equals("audit")
        ? AuditCommands.only(args[1], offgrid)
        : AuditCommands.all(offgrid);
  }

  /** Picocli inherits the option, but not what it prints. */
  private static void shareVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Offgrid::shareVersion);
  }

  /** From the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Offgrid.class.getPackage().getImplementationVersion();
      return new String[] {"offgrid " + (version == null ? "(not packaged)" : version)};
    }
  }
}
