package io.offgrid.audit.runtime;

import com.github.f4b6a3.ulid.UlidCreator;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.chain.RecordTimestamp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record that is in no log, to try a sink with: its number is 0, and hash and signature are all
 * zeros, so that nobody takes it for one.
 */
record TestMessage(String sink, String id, String timestampText) implements AuditRecord {
  private static final String ZEROS = "0".repeat(64);

  static TestMessage of(String sink, Instant now) {
    return new TestMessage(
        sink, "evt_" + UlidCreator.getUlid(now.toEpochMilli()), RecordTimestamp.text(now));
  }

  @Override
  public long seq() {
    return 0;
  }

  @Override
  public String type() {
    return "sink_test";
  }

  @Override
  public Optional<String> userId() {
    return Optional.empty();
  }

  @Override
  public Optional<String> outcome() {
    return Optional.empty();
  }

  @Override
  public Optional<String> severity() {
    return Optional.of("info");
  }

  @Override
  public Optional<String> source() {
    return Optional.empty();
  }

  @Override
  public Optional<String> target() {
    return Optional.of(sink);
  }

  @Override
  public Optional<String> detailsJson() {
    return Optional.of("{\"test\":true}");
  }

  @Override
  public List<String> repairs() {
    return List.of();
  }

  @Override
  public String keyId() {
    return "00000000";
  }

  @Override
  public String signature() {
    return "hmac-sha256:" + ZEROS;
  }

  @Override
  public String chainHash() {
    return "sha256:" + ZEROS;
  }

  /** The members of a record in their order; nothing in them needs an escape. */
  @Override
  public String json() {
    return ("{\"chain_hash\":\"%s\",\"details\":{\"test\":true},\"id\":\"%s\",\"key_id\":\"%s\","
            + "\"seq\":0,\"severity\":\"info\",\"signature\":\"%s\",\"target\":\"%s\","
            + "\"timestamp\":\"%s\",\"type\":\"sink_test\"}")
        .formatted(chainHash(), id, keyId(), signature(), sink, timestampText);
  }

  @Override
  public void writeJson(OutputStream out) throws IOException {
    out.write(json().getBytes(StandardCharsets.UTF_8));
  }
}
