package io.offgrid.audit.cli;

import io.offgrid.audit.cli.text.Facts;
import io.offgrid.audit.cli.text.Style;
import io.offgrid.audit.runtime.config.AuditConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code config check}: says what is wrong with the configuration, or what would run. */
@Command(
    name = "check",
    description = {
      "Checks the configuration and prints what would run, with where each value comes from.",
      "Secrets are masked. Nothing is started or written; all mistakes are reported at once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit config check",
      "  offgrid audit config check --config /etc/offgrid/config.yaml"
    })
final class ConfigCheckCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  ConfigCheckCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() {
    AuditConfig config = offgrid.configuration();
    Console console = offgrid.console();
    console.out().println(console.palette().paint(Style.GREEN, "OK"));
    Facts facts = new Facts();
    config
        .describe()
        .forEach(line -> facts.add(line.key(), line.value() + "  (" + line.origin() + ")"));
    facts.print(console.out(), console.palette(), "  ");
    return ExitStatus.OK;
  }
}
