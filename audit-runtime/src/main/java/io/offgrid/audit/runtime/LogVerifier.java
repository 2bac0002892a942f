package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.Finding;
import io.offgrid.audit.Head;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.Anchor;
import io.offgrid.audit.chain.ChainJoin;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.StoreSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a log while others append to it: takes a snapshot, verifies it on all cores, and begins
 * again when it was pruned or set aside underneath, or when a key came meanwhile.
 */
final class LogVerifier {
  private static final int TRIES = 10;
  private static final long WORTH_THREADS = 8 * VerifyRange.BYTES;

  private final AuditStore store;
  private final KeySource keys;
  private final @Nullable String origin;

  LogVerifier(AuditStore store, KeySource keys, @Nullable String origin) {
    this.store = store;
    this.keys = keys;
    this.origin = origin;
  }

  /**
   * A verdict, and the state of the chain that led to it.
   *
   * @param join finished; tells where the log ends
   */
  record Examination(VerificationReport report, ChainJoin join) {}

  /** Verifies the log as it is now. */
  VerificationReport verify(VerifyRequest request) {
    return examine(request, null).report();
  }

  /**
   * Verifies the log as it is now.
   *
   * @param remembered the head that a writer left the log with
   */
  Examination examine(VerifyRequest request, @Nullable Anchor remembered) {
    List<String> keysBefore = List.of();
    for (int i = 1; ; i++) {
      FindingBuffer findings = new FindingBuffer(request.onFinding());
      try (Snapshots.Keyed keyed = Snapshots.take(store, keys)) {
        Anchor anchor =
            request.anchor() == null ? remembered : anchor(request.anchor(), keyed.ring());
        List<String> keysNow = keyed.ring().ids();
        boolean ringIsFresh = keysNow.equals(keysBefore) || i == TRIES;
        ChainJoin join = run(keyed, anchor, request, findings, ringIsFresh);
        if (!join.wantsFreshRing() || ringIsFresh) {
          VerificationReport report = join.finish();
          findings.release();
          return new Examination(report, join);
        }
        keysBefore = keysNow; // as long as keys come, the missing one may be among them
      } catch (SegmentGoneException e) {
        if (i == TRIES || findings.isReleased()) {
          throw new AuditException(
              "the log at "
                  + store.location()
                  + " changes faster than it can be verified: verify again, or stop what prunes it",
              e);
        }
      }
    }
  }

  private ChainJoin run(
      Snapshots.Keyed keyed,
      @Nullable Anchor anchor,
      VerifyRequest request,
      FindingBuffer findings,
      boolean ringIsFresh) {
    StoreSnapshot snapshot = keyed.snapshot();
    VerifyRun run =
        new VerifyRun(
            snapshot, keyed.ring(), ringIsFresh, origin, anchor, findings, request.onProgress());
    long bytes = snapshot.segments().stream().mapToLong(Segment::size).sum();
    int cores = Runtime.getRuntime().availableProcessors();
    if (bytes < WORTH_THREADS || cores == 1) {
      return run.run(null, 1);
    }
    ExecutorService executor =
        Executors.newFixedThreadPool(
            cores,
            task -> {
              Thread thread = new Thread(task, "offgrid-audit-verify");
              thread.setDaemon(true);
              return thread;
            });
    try {
      return run.run(executor, cores);
    } finally {
      executor.shutdown();
    }
  }

  /** A head saved earlier; it must be one that a key of the ring signed. */
  private static Anchor anchor(String json, KeyRing ring) {
    Head head =
        HeadCodec.decode((json.strip() + "\n").getBytes(StandardCharsets.UTF_8))
            .orElseThrow(
                () ->
                    new AuditException(
                        "the saved head is not a copy of chain.hash: it must be that file's one"
                            + " line, unchanged"));
    boolean authentic =
        ring.find(head.keyId()).map(key -> HeadCodec.authentic(head, key)).orElse(false);
    if (!authentic) {
      throw new AuditException(
          "the saved head cannot be relied on: key "
              + head.keyId()
              + (ring.find(head.keyId()).isPresent()
                  ? " did not sign this content; take an unchanged copy"
                  : " is not in the key ring; add it"));
    }
    return new Anchor(head, "the saved head");
  }

  /** Keeps the first findings back until it is sure that verification need not begin again. */
  private static final class FindingBuffer implements Consumer<Finding> {
    private static final int KEPT_BACK = 10_000;

    private final Consumer<Finding> listener;
    private final List<Finding> held = new ArrayList<>();
    private boolean released;

    FindingBuffer(Consumer<Finding> listener) {
      this.listener = listener;
    }

    @Override
    public void accept(Finding finding) {
      if (released) {
        listener.accept(finding);
        return;
      }
      held.add(finding);
      if (held.size() == KEPT_BACK) {
        release();
      }
    }

    boolean isReleased() {
      return released;
    }

    void release() {
      released = true;
      held.forEach(listener);
      held.clear();
    }
  }
}
