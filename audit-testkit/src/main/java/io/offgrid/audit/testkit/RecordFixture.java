package io.offgrid.audit.testkit;

import io.offgrid.audit.AuditRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record made by hand. Its line is canonical and well-formed, but its signature and chain hash
 * are made up: for what reads records, not for what verifies them. {@link TestRecords} has
 * examples.
 *
 * @param detailsText canonical JSON, an object with at least one member
 */
public record RecordFixture(
    String id,
    long seq,
    String timestampText,
    String type,
    @Nullable String user,
    @Nullable String outcomeWord,
    @Nullable String severityWord,
    @Nullable String sourceText,
    @Nullable String targetText,
    @Nullable String detailsText,
    List<String> repairs,
    String keyId,
    String signature,
    String chainHash)
    implements AuditRecord {

  public RecordFixture {
    repairs = List.copyOf(repairs);
  }

  /** Begins a record; everything but {@code seq} has a value that can be told apart by it. */
  public static RecordFixtureBuilder builder(long seq) {
    return new RecordFixtureBuilder(seq);
  }

  @Override
  public Optional<String> userId() {
    return Optional.ofNullable(user);
  }

  @Override
  public Optional<String> outcome() {
    return Optional.ofNullable(outcomeWord);
  }

  @Override
  public Optional<String> severity() {
    return Optional.ofNullable(severityWord);
  }

  @Override
  public Optional<String> source() {
    return Optional.ofNullable(sourceText);
  }

  @Override
  public Optional<String> target() {
    return Optional.ofNullable(targetText);
  }

  @Override
  public Optional<String> detailsJson() {
    return Optional.ofNullable(detailsText);
  }

  @Override
  public String json() {
    return JsonLine.of(this);
  }

  @Override
  public void writeJson(OutputStream out) throws IOException {
    out.write(json().getBytes(StandardCharsets.UTF_8));
  }
}
