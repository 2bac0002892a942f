package io.offgrid.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event was not recorded: the disk, the lock, a key, a full queue, or a closed log. It may be
 * recorded again by the caller; the log itself does not retry.
 */
public final class RecordingException extends AuditException {
  private final transient List<Receipt> recorded;

  public RecordingException(String message, @Nullable Throwable cause) {
    this(message, cause, List.of());
  }

  /**
   * @param recorded the receipts of the events of the same batch that were durable before the
   *     failure: always a prefix of the batch
   */
  public RecordingException(String message, @Nullable Throwable cause, List<Receipt> recorded) {
    super(message, cause);
    this.recorded = List.copyOf(recorded);
  }

  /** Receipts of the first events of the batch, which are durable in spite of this error. */
  public List<Receipt> recorded() {
    return recorded;
  }
}
