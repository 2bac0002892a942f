package io.offgrid.audit.cli;

/** What was given to be read is not what it should be. */
final class InputException extends RuntimeException {
  InputException(String message) {
    super(message);
  }
}
