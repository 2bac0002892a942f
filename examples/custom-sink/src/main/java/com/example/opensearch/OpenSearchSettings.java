package com.example.opensearch;

import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Setting;
import io.offgrid.audit.spi.TlsFiles;
import io.offgrid.audit.spi.WebAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What stands in {@code config.yaml}; it checks itself, and its messages begin with the key. */
public record OpenSearchSettings(
    @Setting("The cluster, `https://opensearch.example:9200`") WebAddress url,
    @Setting(value = "The index, or the data stream", defaultValue = "offgrid-audit") String index,
    @Setting("Who signs in, with HTTP basic authentication") Optional<String> user,
    @Setting("The password; `password_file` names a file with it") Optional<Secret> password,
    @Setting("PEM file with the certificates to trust instead of those that the JVM trusts")
        Optional<Path> caFile) {
  public OpenSearchSettings {
    URI uri = URI.create(url.reveal());
    if (uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawPath().length() > 1) {
      throw new IllegalArgumentException("url must be a scheme, a host and a port, no more");
    }
    // What OpenSearch allows in the name of an index, and what needs no escaping in a URL.
    if (!index.matches("[a-z0-9][a-z0-9._-]{0,254}")) {
      throw new IllegalArgumentException(
          "index must be lower-case letters, digits, '.', '_' and '-'");
    }
    if (user.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException("user and password need each other");
    }
    if (caFile.isPresent()) {
      Object read = new TlsFiles(caFile, Optional.empty(), Optional.empty());
    }
  }
}
