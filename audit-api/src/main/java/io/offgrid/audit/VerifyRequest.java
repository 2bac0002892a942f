package io.offgrid.audit;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to verify.
 *
 * @param anchor the JSON of a head saved earlier, to compare the log with
 * @param onFinding sees every finding in order, on the calling thread
 * @param onProgress sees how far it came, on the calling thread, many times a second
 */
public record VerifyRequest(
    @Nullable String anchor, Consumer<Finding> onFinding, Consumer<Progress> onProgress) {

  /**
   * How far a verification came.
   *
   * @param bytes checked
   * @param totalBytes to check
   * @param events checked
   * @param findings so far
   */
  public record Progress(long bytes, long totalBytes, long events, long findings) {
    /** Without the findings, for those who cannot tell them so far. */
    public Progress(long bytes, long totalBytes, long events) {
      this(bytes, totalBytes, events, 0);
    }
  }

  /** Without an anchor or listeners. */
  public static VerifyRequest standard() {
    return new VerifyRequest(null, finding -> {}, progress -> {});
  }

  /** Compared with a head saved earlier, a copy of {@code chain.hash}. */
  public VerifyRequest withAnchor(String json) {
    return new VerifyRequest(json, onFinding, onProgress);
  }

  public VerifyRequest withFindings(Consumer<Finding> listener) {
    return new VerifyRequest(anchor, listener, onProgress);
  }

  public VerifyRequest withProgress(Consumer<Progress> listener) {
    return new VerifyRequest(anchor, onFinding, listener);
  }
}
