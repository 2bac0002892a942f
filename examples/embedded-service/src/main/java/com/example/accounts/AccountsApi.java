package com.example.accounts;

import com.example.accounts.Accounts.Account;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.offgrid.audit.RecordingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** {@code POST /login}, and {@code PUT /users/NAME/role} with the new role as the body. */
public final class AccountsApi implements HttpHandler {
  private static final String BASIC = "Basic ";

  private final Accounts accounts;

  public AccountsApi(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status;
      try {
        status = status(exchange);
      } catch (RecordingException e) {
        status = 503; // nothing happens that cannot be recorded
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private int status(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    String source = exchange.getRemoteAddress().getAddress().getHostAddress();
    String body =
        new String(exchange.getRequestBody().readNBytes(1024), StandardCharsets.UTF_8).strip();
    if (!asked.equals("POST /login") && !asked.matches("PUT /users/[^/]+/role")) {
      return 404;
    }
    Optional<Account> caller = caller(exchange, source);
    if (caller.isEmpty()) {
      return 401;
    }
    if (asked.equals("POST /login")) {
      return 204;
    }
    return accounts
        .changeRole(caller.get(), asked.split("/")[2], body, source)
        .map(allowed -> allowed ? 204 : 403)
        .orElse(404);
  }

  private Optional<Account> caller(HttpExchange exchange, String source) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.startsWith(BASIC)) {
      return Optional.empty();
    }
    try {
      byte[] both = Base64.getDecoder().decode(header.substring(BASIC.length()));
      String[] parts = new String(both, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 ? accounts.signIn(parts[0], parts[1], source) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
