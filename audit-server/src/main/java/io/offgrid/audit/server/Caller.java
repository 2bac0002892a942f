package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.offgrid.audit.runtime.config.AccessRight;
import io.offgrid.audit.runtime.config.TokenSettings;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as is known.
 *
 * @param token the name of the token that was presented; null if there was none
 * @param rights what it is good for
 * @param address where the request comes from
 */
record Caller(@Nullable String token, Set<AccessRight> rights, String address) {
  private static final String ATTRIBUTE = Caller.class.getName();

  Caller {
    rights = Set.copyOf(rights);
  }

  /** Whoever holds this token. */
  static Caller with(TokenSettings token, String address) {
    Set<AccessRight> rights = EnumSet.noneOf(AccessRight.class);
    for (AccessRight right : AccessRight.values()) {
      if (token.allows(right)) {
        rights.add(right);
      }
    }
    return new Caller(token.name(), rights, address);
  }

  /** Anybody, where no tokens are needed. */
  static Caller anybody(String address) {
    return new Caller(null, EnumSet.allOf(AccessRight.class), address);
  }

  /** Somebody without a token, where they are needed. */
  static Caller nobody(String address) {
    return new Caller(null, Set.of(), address);
  }

  boolean may(AccessRight right) {
    return rights.contains(right);
  }

  /** Whether nothing is known. */
  boolean isNobody() {
    return token == null && rights.isEmpty();
  }

  /** For what handles the request later. */
  void attach(Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static Caller of(Context request) {
    if (request.req().getAttribute(ATTRIBUTE) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("nobody looked at who asks");
  }
}
