package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code man}: manual pages, made from the commands themselves. */
@Command(
    name = "man",
    description = {
      "Prints the manual page of a command.",
      "The installed folder has all of them in share/man."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit man verify | man -l -",
      "  offgrid audit man --to /usr/local/share/man/man1",
      "  man offgrid-audit-show"
    })
final class ManCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "One of ours: show, verify, … (default: all of offgrid audit).")
  private String command = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Write the pages of all commands into this directory, which exists.")
  private @Nullable Path directory;

  ManCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, CommandLine> pages = new TreeMap<>();
    collect(offgrid.everyCommand(), pages);
    if (directory != null) {
      for (Map.Entry<String, CommandLine> page : pages.entrySet()) {
        Path file = directory.resolve(page.getKey() + ".1");
        Files.writeString(file, new ManPage(page.getValue()).text(), UTF_8);
      }
      return ExitStatus.OK;
    }
    String name = command.isEmpty() ? "offgrid-audit" : "offgrid-audit-" + command;
    CommandLine page = pages.get(name);
    if (page == null) {
      throw new UsageException("there is no command " + command + hint(pages));
    }
    offgrid.console().out().print(new ManPage(page).text());
    return ExitStatus.OK;
  }

  private String hint(Map<String, CommandLine> pages) {
    List<String> names =
        pages.keySet().stream().map(name -> name.replaceFirst("^offgrid-(audit-)?", "")).toList();
    return Misuse.guess(command, names);
  }

  private static void collect(CommandLine command, Map<String, CommandLine> pages) {
    pages.put(command.getCommandSpec().qualifiedName("-"), command);
    command.getSubcommands().values().forEach(subcommand -> collect(subcommand, pages));
  }
}
