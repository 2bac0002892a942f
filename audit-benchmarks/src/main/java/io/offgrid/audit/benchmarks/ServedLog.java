package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ConfigSource;
import io.offgrid.audit.runtime.config.ServerSettings;
import io.offgrid.audit.server.AuditServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A log of its own with a server on it, gone when it is closed. */
final class ServedLog implements AutoCloseable {
  private final Path home;
  private final AuditDeployment deployment;
  private final AuditLog log;
  private final AuditServer server;

  /**
   * @param durability as in the configuration
   */
  ServedLog(Path parent, String durability) {
    try {
      home = Files.createTempDirectory(parent, "audit-benchmark-");
      Files.writeString(
          home.resolve("config.yaml"),
          "audit: {durability: %s, server: {verify_every: 0s}}\n".formatted(durability));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AuditConfig config =
        AuditConfig.load(ConfigSource.of(Map.of("OFFGRID_HOME", home.toString()), null, null));
    deployment = config.deploy();
    log = deployment.openLog(VerifyOnStart.OFF);
    ServerSettings settings = config.settings().server().orElseThrow().at("127.0.0.1", 0);
    server = AuditServer.start(deployment, log, settings);
  }

  AuditLog log() {
    return log;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  /** Records events as the API gets them. */
  void record(List<byte[]> texts) {
    log.recordAllJson(texts).join();
  }

  /** Reads, and writes what was read to nowhere. */
  void read(AuditQuery query) throws IOException {
    OutputStream nowhere = OutputStream.nullOutputStream();
    try (RecordCursor records = log.query(query)) {
      while (records.hasNext()) {
        records.next().writeJson(nowhere);
      }
    }
  }

  /** Finds one that is there. */
  void find(String id) {
    if (log.find(id).isEmpty()) {
      throw new IllegalStateException(id + " is not there");
    }
  }

  /** The record half way through the log. */
  AuditRecord middle() {
    long seq = log.head().seq() / 2;
    try (RecordCursor records = log.query(AuditQuery.builder().afterSeq(seq).limit(1).build())) {
      return records.next();
    }
  }

  /** What the API would answer to so many events, about. */
  byte[] receipts(int events) {
    return ("{\"receipts\":[" + "x".repeat(250 * events) + "]}\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
    log.close();
    deployment.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
