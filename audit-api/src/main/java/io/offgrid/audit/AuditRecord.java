package io.offgrid.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of the log, as it stands there; reading it does not verify it. Immutable, safe to share
 * between threads.
 */
public interface AuditRecord {
  /** {@code evt_} and a ULID. */
  String id();

  /** Position in the chain, from 1. */
  long seq();

  /** RFC 3339, UTC, six fractional digits, as it stands in the record. */
  String timestampText();

  /** When it was recorded, to the microsecond. */
  default Instant timestamp() {
    return Instant.parse(timestampText());
  }

  String type();

  Optional<String> userId();

  Optional<String> outcome();

  Optional<String> severity();

  Optional<String> source();

  Optional<String> target();

  /** The details as canonical JSON (RFC 8785), an object. */
  Optional<String> detailsJson();

  /** What was changed to make the event storable: {@code <JSON Pointer>: <what>}. */
  List<String> repairs();

  String keyId();

  /** {@code hmac-sha256:} and 64 hex digits. */
  String signature();

  /** {@code sha256:} and the hash of the record before it, 64 hex digits. */
  String chainHash();

  /** The exact signed line, without the newline. */
  String json();

  /** Writes the exact signed bytes of the line, without the newline. */
  void writeJson(OutputStream out) throws IOException;
}
