package io.offgrid.audit.cli;

/** The command line asks for something that does not go together; help is offered. */
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }
}
