package com.example.accounts;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may sign in, and as what. Business code: of auditing it knows {@link AuditLog}, and not where
 * events go, how they are signed, or who put that together.
 *
 * <p>Nothing happens here without a record: each is durable before the caller hears of it, and a
 * change is recorded before it is made. A log that cannot record stops both.
 */
public final class Accounts {
  private final AuditLog log;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /** Someone who may sign in. */
  record Account(String name, PasswordHash password, String role) {
    Account withRole(String other) {
      return new Account(name, password, other);
    }
  }

  public Accounts(AuditLog log) {
    this.log = log;
  }

  public void add(String name, String password, String role) {
    log.recordAndWait(
        AuditEvent.builder(EventTypes.USER_CREATE)
            .target("user/" + name)
            .outcome(Outcome.SUCCESS)
            .detail("role", role)
            .build());
    accounts.put(name, new Account(name, PasswordHash.of(password), role));
  }

  /** The account; absent if the name or the password is wrong, of which nobody is told which. */
  Optional<Account> signIn(String name, String password, String source) {
    Account account = accounts.get(name);
    boolean right = account != null && account.password().matches(password);
    log.recordAndWait(
        AuditEvent.builder(right ? EventTypes.AUTH_SUCCESS : EventTypes.AUTH_FAILURE)
            .userId(name)
            .source(source)
            .outcome(right ? Outcome.SUCCESS : Outcome.FAILURE)
            .severity(right ? Severity.INFO : Severity.WARNING)
            .detail("method", "password")
            .build());
    return right ? Optional.of(account) : Optional.empty();
  }

  /** Whether it was allowed; absent if there is no such account. */
  Optional<Boolean> changeRole(Account by, String name, String role, String source) {
    Account account = accounts.get(name);
    if (account == null) {
      return Optional.empty();
    }
    boolean allowed = by.role().equals("admin");
    log.recordAndWait(
        AuditEvent.builder("role_change")
            .userId(by.name())
            .source(source)
            .target("user/" + name)
            .outcome(allowed ? Outcome.SUCCESS : Outcome.FAILURE)
            .severity(Severity.WARNING)
            .detail("from", account.role())
            .detail("to", role)
            .build());
    if (allowed) {
      accounts.put(name, account.withRole(role));
    }
    return Optional.of(allowed);
  }
}
