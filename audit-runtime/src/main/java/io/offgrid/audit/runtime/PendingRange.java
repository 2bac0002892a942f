package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.chain.RangeReport;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A range that is being verified, or is verified. */
record PendingRange(VerifyRange range, Future<RangeReport> future) {
  RangeReport report() {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditException("interrupted while verifying", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** After it was joined: closes the segment with its last range. */
  void release() {
    if (range.isLast()) {
      range.close();
    }
  }

  /** Waits, so that no thread reads a segment that was closed. */
  void await() {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // the first failure is the one that is reported
    }
  }
}
