package io.offgrid.audit.runtime.config;

import io.offgrid.audit.spi.Setting;
import io.offgrid.audit.spi.TlsFiles;
import java.nio.file.Path;

/** {@code audit.server.tls}: as whom the server appears. */
public record ServerTlsSettings(
    @Setting("PEM file with the server's certificate, and those between it and its authority.")
        Path certFile,
    @Setting("PEM file with that certificate's private key, PKCS #8 without a passphrase.")
        Path keyFile) {

  /**
   * Checks them, and reads the files for that.
   *
   * @throws IllegalArgumentException if a file is missing or not what it should be
   */
  public ServerTlsSettings {
    Object unused = TlsFiles.ofServer(certFile, keyFile);
  }
}
