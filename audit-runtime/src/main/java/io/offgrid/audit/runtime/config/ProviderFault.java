package io.offgrid.audit.runtime.config;

/** A provider breaks the rules of its interface, in a way that only its makers can mend. */
final class ProviderFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProviderFault(String message) {
    super(message);
  }

  ProviderFault(String message, Throwable cause) {
    super(message, cause);
  }
}
