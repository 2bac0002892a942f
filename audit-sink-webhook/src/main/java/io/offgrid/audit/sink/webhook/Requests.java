package io.offgrid.audit.sink.webhook;

import java.time.Clock;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Makes requests as Standard Webhooks 1.0.0 wants them. */
final class Requests {
  private final HttpUrl url;
  private final Headers headers;
  private final Signer signer;
  private final Clock clock;

  Requests(WebhookSettings settings, Clock clock) {
    url = HttpUrl.get(settings.url().reveal());
    Headers.Builder always = new Headers.Builder();
    settings.headers().forEach((name, value) -> always.add(name, value.reveal()));
    // OkHttp would ask for a compressed answer otherwise, and unpack it.
    always.add("Accept-Encoding", "identity").add("User-Agent", "offgrid-audit/" + version());
    headers = always.build();
    signer = new Signer(settings.secret());
    this.clock = clock;
  }

  Request post(BatchBody body) {
    long timestamp = clock.instant().getEpochSecond();
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .headers(headers)
            .header("webhook-id", body.id())
            .header("webhook-timestamp", Long.toString(timestamp));
    String signatures = signer.signatures(body.id(), timestamp, body.bytes());
    if (!signatures.isEmpty()) {
      request.header("webhook-signature", signatures);
    }
    body.encoding().ifPresent(encoding -> request.header("Content-Encoding", encoding));
    return request.post(body).build();
  }

  /** From the jar's manifest. */
  private static String version() {
    String version = Requests.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
