package io.offgrid.audit.sink.webhook;

import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkProvider;
import okhttp3.Dns;

/** {@code webhook}: batches posted to a web server, signed as Standard Webhooks. */
public final class WebhookSinkProvider implements SinkProvider<WebhookSettings> {
  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public Class<WebhookSettings> settingsType() {
    return WebhookSettings.class;
  }

  @Override
  public Sink create(WebhookSettings settings, ProviderContext context) {
    return new WebhookSink(settings, context.clock(), Dns.SYSTEM, Clients.IDLE);
  }
}
