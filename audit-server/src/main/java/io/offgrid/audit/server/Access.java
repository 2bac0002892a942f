package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.config.AccessRight;
import io.offgrid.audit.runtime.config.ServerSettings;
import io.offgrid.audit.runtime.config.TokenSettings;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Who may do what, and what is recorded of it. Safe for use by any number of threads. */
final class Access {
  private static final String SCHEME = "bearer ";

  /** Wrong tokens from one address: so many at once, then one in so many seconds. */
  private static final int WRONG_AT_ONCE = 10;

  private static final double WRONG_PER_SECOND = 1 / 6.0;

  private final Tokens tokens;
  private final AuthFailures failures;
  private final @Nullable AccessRecords records;
  private final @Nullable Allowances requests;
  private final Allowances wrongTokens;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Access(AuditLog log, ServerSettings settings, AuthFailures failures, LongSupplier nanos) {
    tokens = new Tokens(settings.tokens());
    this.failures = failures;
    records = settings.recordAccess() && !tokens.isEmpty() ? new AccessRecords(log, nanos) : null;
    int rate = settings.rateLimit();
    requests = rate == 0 ? null : new Allowances(rate, rate, nanos);
    wrongTokens = new Allowances(WRONG_AT_ONCE, WRONG_PER_SECOND, nanos);
  }

  boolean needsTokens() {
    return !tokens.isEmpty();
  }

  /**
   * Tells who asks.
   *
   * @throws Problem 401, for a token that is not known; 429, when there were many of those
   */
  Caller identify(Request request) {
    String address = Request.getRemoteAddr(request);
    if (tokens.isEmpty()) {
      return Caller.anybody(address);
    }
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (authorization == null) {
      return Caller.nobody(address);
    }
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw unauthorized("Authorization must be 'Bearer', a space and the token");
    }
    TokenSettings token = tokens.find(authorization.substring(SCHEME.length()).strip());
    if (token != null) {
      return Caller.with(token, address);
    }
    failures.add(null, address, title(request), "unknown token");
    int wait = wrongTokens.take(address);
    if (wait > 0) {
      throw tooMany("too many unknown tokens came from " + address, wait);
    }
    throw unauthorized("this token is not known here; 'offgrid audit token create' makes one");
  }

  /**
   * Lets only those on who presented a token, where they are needed.
   *
   * @throws Problem 401
   */
  void requireToken(Caller caller, String request) {
    if (caller.isNobody()) {
      if (!request.equals("GET " + WhoamiHandler.PATH)) { // as the page asks whether one is needed
        failures.add(null, caller.address(), request, "no token");
      }
      throw unauthorized(
          "a token is needed: send 'Authorization: Bearer' and the token, which 'offgrid audit token create' makes");
    }
  }

  /**
   * Lets nobody on too often.
   *
   * @throws Problem 429
   */
  void limit(Caller caller) {
    if (requests != null) {
      String token = caller.token();
      int wait = requests.take(token == null ? caller.address() : "token " + token);
      if (wait > 0) {
        throw tooMany(
            "too many requests come from "
                + (token == null ? caller.address() : "the token " + token)
                + " (audit.server.rate_limit)",
            wait);
      }
    }
  }

  /**
   * Lets a request on to its route, and records it where that must be.
   *
   * @throws Problem 401, 403, or 503 if it cannot be recorded
   */
  void enter(Context request, Route route) {
    Caller caller = Caller.of(request);
    AccessRight right = route.right();
    if (right != null) {
      requireToken(caller, route.title());
      require(right, caller, route.title());
    }
    Parameters.check(request, route);
    String kind = route.recordedAs();
    String token = caller.token();
    if (records != null && kind != null && token != null) {
      records.record(request, token, kind, caller);
    }
  }

  private void require(AccessRight right, Caller caller, String request) {
    if (!caller.may(right)) {
      failures.add(caller.token(), caller.address(), request, "may not " + right.word());
      throw Problem.of(
          403,
          "the token %s may %s; %s needs one that may %s"
              .formatted(caller.token(), words(caller), request, right.word()));
    }
  }

  private static String words(Caller caller) {
    return caller.rights().isEmpty()
        ? "nothing"
        : caller.rights().stream()
            .sorted()
            .map(AccessRight::word)
            .collect(Collectors.joining(", "));
  }

  /** How records name a request that may have any path. */
  static String title(Request request) {
    return Shown.text(request.getMethod() + " " + request.getHttpURI().getCanonicalPath());
  }

  private static Problem unauthorized(String detail) {
    return Problem.of(401, detail).with("WWW-Authenticate", "Bearer");
  }

  private static Problem tooMany(String detail, int seconds) {
    return Problem.of(429, detail + "; try again in " + seconds + " s")
        .with("Retry-After", Integer.toString(seconds));
  }
}
