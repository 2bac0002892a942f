package io.offgrid.audit.sink.webhook;

import io.offgrid.audit.sink.webhook.WebhookSettings.Format;
import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.WebAddress;
import io.offgrid.audit.testkit.TestClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings, one change at a time, and sinks made of them as a deployment makes them. */
record Webhooks(
    String url,
    Map<String, Secret> headers,
    List<Secret> secrets,
    Format format,
    boolean gzip,
    Optional<Path> caFile,
    Optional<Path> certFile,
    Optional<Path> keyFile) {
  static final TestClock CLOCK = TestClock.at("2024-01-15T10:30:00Z");

  static Webhooks to(String url) {
    return new Webhooks(
        url,
        Map.of(),
        List.of(),
        Format.JSON,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Webhooks header(String name, String value) {
    Map<String, Secret> more = new LinkedHashMap<>(headers);
    more.put(name, new Secret(value));
    return new Webhooks(url, more, secrets, format, gzip, caFile, certFile, keyFile);
  }

  Webhooks secrets(String... texts) {
    List<Secret> given = Stream.of(texts).map(Secret::new).toList();
    return new Webhooks(url, headers, given, format, gzip, caFile, certFile, keyFile);
  }

  Webhooks format(Format other) {
    return new Webhooks(url, headers, secrets, other, gzip, caFile, certFile, keyFile);
  }

  Webhooks compressed() {
    return new Webhooks(url, headers, secrets, format, true, caFile, certFile, keyFile);
  }

  Webhooks ca(Path file) {
    return new Webhooks(url, headers, secrets, format, gzip, Optional.of(file), certFile, keyFile);
  }

  Webhooks identity(Path cert, Path key) {
    return new Webhooks(
        url, headers, secrets, format, gzip, caFile, Optional.of(cert), Optional.of(key));
  }

  WebhookSettings settings() {
    return new WebhookSettings(
        new WebAddress(url), headers, secrets, format, gzip, caFile, certFile, keyFile);
  }

  /** With a clock that stands still. */
  Sink sink() {
    return sink(CLOCK);
  }

  Sink sink(Clock clock) {
    Path home = Path.of("home");
    return new WebhookSinkProvider()
        .create(settings(), new ProviderContext(home, home.resolve("audit"), clock));
  }
}
