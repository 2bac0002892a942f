package io.offgrid.audit.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of a command, in roff with the macros of man(7). */
final class ManPage {
  private final CommandLine command;
  private final CommandSpec spec;
  private final UsageMessageSpec usage;
  private final StringBuilder page = new StringBuilder();

  ManPage(CommandLine command) {
    this.command = command;
    this.spec = command.getCommandSpec();
    this.usage = spec.usageMessage();
  }

  String text() {
    String name = spec.qualifiedName("-");
    page.append(".TH \"").append(escape(name)).append("\" 1 \"\" \"OffGrid Audit\"\n");
    String[] description = usage.description();
    section("NAME");
    line(name + " - " + firstSentence(description));
    section("SYNOPSIS");
    page.append(".nf\n");
    line(new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0).strip());
    page.append(".fi\n");
    section("DESCRIPTION");
    paragraphs(description);
    arguments("ARGUMENTS", spec.positionalParameters());
    arguments("OPTIONS", spec.options().stream().filter(option -> !option.hidden()).toList());
    commands();
    exitStatus();
    examples();
    return page.toString();
  }

  private static String firstSentence(String[] description) {
    String first = description.length == 0 ? "" : description[0];
    int end = first.indexOf(". ");
    return (end < 0 ? first : first.substring(0, end)).replaceFirst("\\.$", "");
  }

  private void arguments(String title, List<? extends ArgSpec> arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    section(title);
    for (ArgSpec argument : arguments) {
      String names = argument instanceof OptionSpec option ? String.join(", ", option.names()) : "";
      String label = argument.arity().max() == 0 ? "" : argument.paramLabel();
      String separator = names.isEmpty() || label.isEmpty() ? "" : " ";
      page.append(".TP\n");
      line("\\fB", names, "\\fR" + separator + "\\fI", label, "\\fR");
      line(described(argument));
    }
  }

  /** With the variables that picocli knows filled in. */
  private static String described(ArgSpec argument) {
    String text = String.join(" ", argument.description());
    if (text.contains("${COMPLETION-CANDIDATES}")) {
      List<String> candidates = new ArrayList<>();
      argument.completionCandidates().forEach(candidates::add);
      text = text.replace("${COMPLETION-CANDIDATES}", String.join(", ", candidates));
    }
    return text.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString(true)))
        .replace("$$", "$")
        .replace("%%", "%");
  }

  private void commands() {
    Map<String, CommandLine> subcommands = command.getSubcommands();
    if (subcommands.isEmpty()) {
      return;
    }
    section("COMMANDS");
    subcommands.forEach(
        (name, subcommand) -> {
          page.append(".TP\n");
          line("\\fB", spec.qualifiedName("-") + "-" + name, "\\fR(1)", "", "");
          line(firstSentence(subcommand.getCommandSpec().usageMessage().description()));
        });
  }

  private void exitStatus() {
    if (usage.exitCodeList().isEmpty()) {
      return;
    }
    section("EXIT STATUS");
    usage
        .exitCodeList()
        .forEach(
            (status, meaning) -> {
              page.append(".TP\n");
              line(status);
              line(meaning);
            });
  }

  private void examples() {
    if (usage.footer().length == 0) {
      return;
    }
    section("EXAMPLES");
    page.append(".nf\n");
    Arrays.stream(usage.footer()).forEach(this::line);
    page.append(".fi\n");
  }

  private void section(String title) {
    page.append(".SH ").append(title).append('\n');
  }

  private void paragraphs(String[] text) {
    line(Arrays.stream(text).collect(Collectors.joining(" ")));
  }

  private void line(String text) {
    page.append(escape(text)).append('\n');
  }

  /** Roff and text in turn. */
  private void line(String before, String text, String between, String more, String after) {
    page.append(before).append(escape(text)).append(between).append(escape(more));
    page.append(after).append('\n');
  }

  /**
   * What roff would read as its own: backslashes, hyphens, and a dot or quote that begins a line.
   */
  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("%n", "\n");
    return escaped.replaceAll("(?m)^(?=[.'])", "\\\\&");
  }
}
