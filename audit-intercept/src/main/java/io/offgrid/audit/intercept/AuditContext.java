package io.offgrid.audit.intercept;

import java.util.Optional;

/**
 * Who calls on this thread, and from where. The host application knows, and binds one if it wants
 * to; without, events have neither.
 *
 * <p>Got from Guice and asked for each audited call, before the method runs: a logout still has its
 * user. What it throws goes to the caller as it is, and the method is not run. It must not call
 * audited methods itself.
 */
public interface AuditContext {
  /** Who it is; absent if nobody is known. */
  Optional<String> userId();

  /** Where the call comes from: an address, a host, a service. */
  default Optional<String> source() {
    return Optional.empty();
  }
}
