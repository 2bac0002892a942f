package io.offgrid.audit.cli;

import io.offgrid.audit.cli.text.Visible;
import io.offgrid.audit.runtime.KeyRotationListener;
import io.offgrid.audit.runtime.LogMaintenance;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key rotate}: goes over to another signing key. */
@Command(
    name = "rotate",
    description = {
      "Goes over to a new signing key, while others may record. Three steps, each durable before the"
          + " next: (1) the new key stands in the key file, marked next; (2) a record in the log"
          + " announces it, and the head is signed with it; (3) the mark is taken off, and the old key"
          + " only checks what it signed. If the command is interrupted, run it again.",
      "The key file (audit.key or hmac_key_file) is changed by the command, and the new key never leaves"
          + " it. Keys that stand in config.yaml are yours to change: the command says what to add and,"
          + " since a screen or a pipe is no place for a key, leaves it to you to make one.",
      "Keep retired keys while records of theirs are kept, and back up the key file."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the log goes on under the other key",
      "2:nothing was changed: the configuration must be, as the message says",
      "3:a step failed, or the old key is not retired yet; the message says what to do"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit key rotate",
      "  offgrid audit key rotate --to 1a2b3c4d   to the key marked next, if it is this one"
    })
final class KeyRotateCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Option(
      names = "--to",
      paramLabel = "KEY_ID",
      description =
          "The fingerprint of the key to go to, which must be the one marked next. Default: that one,"
              + " or else a new one.")
  private @Nullable String to;

  KeyRotateCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() {
    if (offgrid.namesDirectory()) {
      throw new UsageException(
          "--dir cannot be given here: the keys are those of the log that the configuration names, and"
              + " rotating them for another one would retire its key");
    }
    try (Session session = offgrid.open();
        LogMaintenance log = session.openMaintenance()) {
      Steps steps = new Steps(offgrid.console(), session.keyLocation());
      log.rotateKey(to, steps);
      return steps.status;
    }
  }

  /** Prints each step as it is done. */
  private static final class Steps implements KeyRotationListener {
    private final Console console;
    private final String location;
    private int status = ExitStatus.OK;

    Steps(Console console, String location) {
      this.console = console;
      this.location = location;
    }

    @Override
    public void prepared(String nextKeyId, boolean made) {
      say("1. key " + nextKeyId + (made ? " is made and" : " is") + " marked next in " + location);
    }

    @Override
    public void announced(String nextKeyId, long seq) {
      say("2. record " + seq + " announces it, and the head is signed with it");
    }

    @Override
    public void retired(String oldKeyId) {
      say("3. the mark is taken off: key " + oldKeyId + " is retired. Back up " + location);
    }

    @Override
    public void markStays(String nextKeyId, String reason) {
      if (reason.isEmpty()) {
        say(
            "3. is yours: take the word next off key "
                + nextKeyId
                + " in "
                + location
                + ", wherever this log is written or verified; until then the old key is not retired");
      } else {
        status = ExitStatus.TROUBLE;
        console.message("the old key is not retired yet: " + reason);
      }
    }

    @Override
    public void alreadyDue(String keyId) {
      say("the log goes on under key " + keyId + " already; nothing was changed");
    }

    private void say(String text) {
      console.out().println(Visible.oneLine(text));
      console.flush();
    }
  }
}
