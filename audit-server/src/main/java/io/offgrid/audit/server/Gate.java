package io.offgrid.audit.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Where a request comes in once its header is there, before anything of its body is read: from whom
 * it is, and from whose web page. Whether that may be is said here for all of the API, and again
 * where each route is {@linkplain Access#enter entered}.
 */
final class Gate extends Handler.Wrapper {
  private static final String METHOD_WANTED = "Access-Control-Request-Method";

  private final Access access;
  private final AuthFailures failures;
  private final Origins origins;

  Gate(Access access, AuthFailures failures, Origins origins) {
    this.access = access;
    this.failures = failures;
    this.origins = origins;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpFields.Mutable headers = response.getHeaders();
    String path = request.getHttpURI().getCanonicalPath();
    AnswerHeaders.put(path, headers);
    try {
      share(request, headers);
      if (isPreflight(request)) {
        allow(request, headers);
        response.setStatus(204);
        callback.succeeded();
        return true;
      }
      admit(request, path);
    } catch (Problem problem) {
      problem.answer(response, callback);
      return true;
    }
    return super.handle(request, response, callback);
  }

  /** Tells a browser that a listed web site may see the answer (WHATWG Fetch, section 3.3). */
  private void share(Request request, HttpFields.Mutable answer) {
    String listed = origins.listed(request);
    if (listed != null) {
      answer.put("Access-Control-Allow-Origin", listed);
      answer.put("Access-Control-Expose-Headers", "Content-Disposition, Location, Retry-After");
    }
    if (origins.areListed()) {
      answer.add(HttpHeader.VARY, "Origin");
    }
  }

  private static boolean isPreflight(Request request) {
    return HttpMethod.OPTIONS.is(request.getMethod())
        && request.getHeaders().contains(HttpHeader.ORIGIN)
        && request.getHeaders().contains(METHOD_WANTED);
  }

  private void allow(Request request, HttpFields.Mutable answer) {
    if (origins.listed(request) == null) {
      throw Origins.foreign(String.valueOf(request.getHeaders().get(HttpHeader.ORIGIN)));
    }
    answer.put("Access-Control-Allow-Methods", "GET, POST");
    answer.put("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID");
    answer.put("Access-Control-Max-Age", "600");
  }

  private void admit(Request request, String path) {
    if (!access.needsTokens()) {
      checkOrigin(request);
    }
    Caller caller = access.identify(request);
    caller.attach(request);
    if (isOfTheApi(path)) {
      access.requireToken(caller, Access.title(request));
      access.limit(caller);
    }
  }

  private void checkOrigin(Request request) {
    try {
      origins.check(request);
    } catch (Problem refused) {
      failures.add(null, Request.getRemoteAddr(request), Access.title(request), refused.detail());
      throw refused;
    }
  }

  private static boolean isOfTheApi(String path) {
    return path.startsWith("/v1/") || path.equals("/metrics");
  }
}
