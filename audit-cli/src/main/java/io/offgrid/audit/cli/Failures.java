package io.offgrid.audit.cli;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.ConfigurationException;
import io.offgrid.audit.InvalidEventException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns every error into a few lines on standard error and an exit status. */
final class Failures
    implements IParameterExceptionHandler, IExecutionExceptionHandler, IExitCodeExceptionMapper {
  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    trace(e);
    console.message(Misuse.explain(e));
    offerHelp(e.getCommandLine());
    return ExitStatus.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof UsageException) {
      trace(e);
      console.message(String.valueOf(e.getMessage()));
      offerHelp(command);
      return ExitStatus.USAGE;
    }
    return explain(e);
  }

  @Override
  public int getExitCode(Throwable e) {
    return explain(e);
  }

  /** Says what went wrong. */
  int explain(Throwable e) {
    trace(e);
    if (e instanceof StandardOutput.OutputException output && output.readerIsGone()) {
      return ExitStatus.OK;
    }
    console.message(text(e));
    boolean wrongInput =
        e instanceof ConfigurationException
            || e instanceof InvalidEventException
            || e instanceof InputException;
    return wrongInput ? ExitStatus.USAGE : ExitStatus.TROUBLE;
  }

  private static String text(Throwable e) {
    if (e instanceof AuditException
        || e instanceof InputException
        || e instanceof StandardOutput.OutputException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
      return text(cause);
    }
    if (e instanceof IOException io) {
      return text(io);
    }
    if (e instanceof OutOfMemoryError) {
      return "out of memory; give more with OFFGRID_JAVA_OPTS=-Xmx1g";
    }
    return "unexpected error, please report it: "
        + e
        + "\nOFFGRID_DEBUG=1 shows where it comes from";
  }

  /** The file and the reason, for exceptions that name just one of them. */
  static String text(IOException e) {
    return e instanceof FileSystemException failed
        ? failed.getFile() + ": " + reason(failed)
        : String.valueOf(e.getMessage());
  }

  /** The reason alone. */
  static String reason(FileSystemException e) {
    if (e instanceof NotDirectoryException) {
      return "it is not a directory";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  private void offerHelp(CommandLine command) {
    console.message("try: " + command.getCommandSpec().qualifiedName() + " --help");
  }

  private void trace(Throwable e) {
    if (!console.environment().getOrDefault("OFFGRID_DEBUG", "").isEmpty()) {
      e.printStackTrace(console.err());
    }
  }
}
