package com.example.service;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.ConfigSource;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code Main HOME PORT}, HOME being a folder with {@code config.yaml}: serves until SIGTERM, and
 * ends in good order.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    try {
      AuditConfig config = AuditConfig.load(ConfigSource.in(Path.of(args[0]), System.getenv()));
      Composition service = new Composition(config, Integer.parseInt(args[1]));
      Runtime.getRuntime().addShutdownHook(new Thread(service::close));
      System.out.println("http://127.0.0.1:" + service.port());
    } catch (AuditException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
