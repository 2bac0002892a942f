package io.offgrid.audit;

import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a log, without ever taking the writers' lock: it may run while any process appends. Safe
 * for use by any number of threads.
 *
 * <p>All methods throw {@link AuditException} when the log cannot be read.
 */
public interface AuditLogReader extends AutoCloseable {
  /** The matching records up to the head, without checking them. Close the cursor after use. */
  RecordCursor query(AuditQuery query);

  /**
   * One record by its id, checked.
   *
   * @return absent if the log holds none of this id
   */
  Optional<FoundRecord> find(String id);

  /**
   * Counts, sizes, first and last event, and the state of the chain unless not asked for.
   *
   * @throws IllegalArgumentException if there are more than {@link AuditStats#MAX_BUCKETS} spans of
   *     time to count by
   */
  AuditStats stats(StatsRequest request);

  /** Checks every record, link, key and the head. Uses all cores and a bounded amount of memory. */
  VerificationReport verify(VerifyRequest request);

  /**
   * Checks exported JSON or JSON Lines: signatures, and links where both neighbours are there.
   *
   * @param export read to its end, not closed
   */
  VerificationReport verifyExport(InputStream export, VerifyRequest request);

  /**
   * The current head.
   *
   * @throws AuditException if there is no log or its head is missing or not authentic
   */
  Head head();

  /** Releases what was opened. Idempotent. */
  @Override
  void close();
}
