package io.offgrid.audit.sink.webhook;

import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Setting;
import io.offgrid.audit.spi.TlsFiles;
import io.offgrid.audit.spi.WebAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Where a webhook is, and how to talk to it. */
public record WebhookSettings(
    @Setting("Where batches are posted to, `https://` or `http://`; its query is kept secret")
        WebAddress url,
    @Setting("Headers of every request, by name; their values are kept secret")
        Map<String, Secret> headers,
    @Setting(
            "Signs requests as Standard Webhooks: `whsec_` and the Base64 of 24 to 64 bytes; a list"
                + " of several, while the receiver changes over, signs with each")
        List<Secret> secret,
    @Setting(
            value =
                "What a body is: `json`, an array of the signed lines; `jsonl`, the lines;"
                    + " `cloudevents`, a batch of CloudEvents 1.0 that hold the lines",
            defaultValue = "json")
        Format format,
    @Setting(value = "Whether bodies are compressed", defaultValue = "false") boolean gzip,
    @Setting("PEM file with the certificates to trust instead of those that the JVM trusts")
        Optional<Path> caFile,
    @Setting("PEM file with the certificate to appear with, and those between it and its authority")
        Optional<Path> clientCertFile,
    @Setting("PEM file with that certificate's private key, PKCS #8 without a passphrase")
        Optional<Path> clientKeyFile) {

  /** What a body is. */
  public enum Format {
    /** A JSON array. */
    JSON,
    /** JSON Lines. */
    JSONL,
    /** The JSON batch format of CloudEvents 1.0. */
    CLOUDEVENTS
  }

  /**
   * Checks them, and reads the files for that.
   *
   * @throws IllegalArgumentException if something is wrong; begins with the key, holds no secret
   */
  public WebhookSettings {
    Objects.requireNonNull(format, "format");
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    secret = List.copyOf(secret);
    checkUrl(url);
    HeaderRules.check(headers);
    Signer.check(secret);
    if (caFile.isPresent() || clientCertFile.isPresent() || clientKeyFile.isPresent()) {
      Object unused = new TlsFiles(caFile, clientCertFile, clientKeyFile);
      if (!url.isEncrypted()) {
        String key =
            caFile.isPresent()
                ? "ca_file"
                : clientCertFile.isPresent() ? "client_cert_file" : "client_key_file";
        throw new IllegalArgumentException(key + " needs a url with https://");
      }
    }
  }

  private static void checkUrl(WebAddress url) {
    if (URI.create(url.reveal()).getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url must not hold a user or password: put them into headers, as Authorization");
    }
    if (HttpUrl.parse(url.reveal()) == null) {
      throw new IllegalArgumentException("url has a host that cannot be called");
    }
  }
}
