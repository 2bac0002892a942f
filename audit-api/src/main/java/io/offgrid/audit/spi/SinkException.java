package io.offgrid.audit.spi;

import io.offgrid.audit.AuditException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sink could not deliver. The message holds no secret: no header, no query of an address. */
public class SinkException extends AuditException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  /** What can be done about it. */
  public enum Kind {
    /** Nothing but trying again: no connection, no answer, a receiver in trouble. */
    TRANSIENT,
    /** The receiver will never take this batch. A smaller one without the culprit it may. */
    REJECTED,
    /** The receiver wants nothing any more: nothing is sent until somebody has looked at it. */
    GONE
  }

  private SinkException(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** Trying again may help. */
  public static SinkException failed(String message, @Nullable Throwable cause) {
    return new SinkException(Kind.TRANSIENT, message, null, cause);
  }

  /** Trying again may help, and the receiver says when. */
  public static SinkException busy(String message, Duration retryAfter) {
    return new SinkException(Kind.TRANSIENT, message, retryAfter, null);
  }

  /** This batch will never be taken. */
  public static SinkException rejected(String message) {
    return new SinkException(Kind.REJECTED, message, null, null);
  }

  /** Nothing will be taken any more. */
  public static SinkException gone(String message) {
    return new SinkException(Kind.GONE, message, null, null);
  }

  public Kind kind() {
    return kind;
  }

  /** How long the receiver wants to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
