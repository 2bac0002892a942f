package io.offgrid.audit.sink.webhook;

import io.offgrid.audit.spi.TlsFiles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Makes clients that do one thing at a time and nothing on their own account.
 *
 * <ul>
 *   <li>No retries and no redirects: what is sent again, when and whereto, is the runtime's to say,
 *       and a redirect would take the secret headers along.
 *   <li>The only time limit is that of the call. OkHttp's others are for parts of it.
 *   <li>HTTP/1.1: a call that times out over HTTP/2 leaves its connection to the next one, which
 *       may then hang on the same dead peer. One request at a time gains nothing by HTTP/2.
 *   <li>An idle connection is kept for less than the 5 s after which Node.js and Apache httpd close
 *       theirs: a request over a connection that is being closed fails.
 * </ul>
 */
final class Clients {
  static final Duration IDLE = Duration.ofSeconds(4);

  private Clients() {}

  static OkHttpClient of(WebhookSettings settings, Dns dns, Duration idle) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(1, idle.toMillis(), TimeUnit.MILLISECONDS))
            .socketFactory(new PromptSockets())
            .dns(dns);
    if (settings.url().isEncrypted()) {
      TlsFiles tls =
          new TlsFiles(settings.caFile(), settings.clientCertFile(), settings.clientKeyFile());
      builder
          .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
          .sslSocketFactory(tls.context().getSocketFactory(), tls.trustManager());
    } else {
      builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
    }
    return builder.build();
  }

  /**
   * The same, for one call over a connection of its own that can be told step by step: addresses
   * are tried one after the other, not at once.
   */
  static OkHttpClient forTest(OkHttpClient client, Duration timeout, EventListener steps) {
    return client
        .newBuilder()
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
        .fastFallback(false)
        .connectTimeout(timeout.dividedBy(3))
        .eventListener(steps)
        .build();
  }
}
