package io.offgrid.audit.benchmarks;

import io.offgrid.audit.spi.TlsFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts finished bodies with a client that is set as the webhook sink's, and as many headers. */
final class BarePosts implements Sender {
  private final OkHttpClient client;
  private final List<Request> requests;
  private final long bytes;

  BarePosts(List<byte[]> bodies, int port, Optional<Certificates> tls) {
    client = client(tls);
    String url = (tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port + "/";
    MediaType json = MediaType.get("application/json");
    requests =
        bodies.stream()
            .map(
                body ->
                    new Request.Builder()
                        .url(url)
                        .header("Accept-Encoding", "identity")
                        .header("User-Agent", "offgrid-audit/unpackaged")
                        .header("webhook-id", "msg_" + "0123456789abcdef".repeat(4))
                        .header("webhook-timestamp", "1700000000")
                        .post(RequestBody.create(body, json))
                        .build())
            .toList();
    bytes = bodies.stream().mapToLong(body -> body.length).sum();
  }

  private static OkHttpClient client(Optional<Certificates> tls) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .callTimeout(Duration.ofSeconds(10))
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(1, 4, TimeUnit.SECONDS))
            .socketFactory(new PromptSockets())
            .connectionSpecs(
                List.of(tls.isPresent() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT));
    if (tls.isPresent()) {
      TlsFiles trust = tls.get().sender();
      builder.sslSocketFactory(trust.context().getSocketFactory(), trust.trustManager());
    }
    return builder.build();
  }

  @Override
  public void send() throws IOException {
    for (Request request : requests) {
      try (Response response = client.newCall(request).execute()) {
        if (!response.isSuccessful()) {
          throw new IOException("answered " + response.code());
        }
        response.body().bytes();
      }
    }
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
