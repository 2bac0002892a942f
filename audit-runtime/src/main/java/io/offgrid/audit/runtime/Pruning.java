package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.StoreSession;
import java.util.List;
import java.util.Map;

/** Carries out a plan under the right to append: announces the deletion durably, then deletes. */
record Pruning(PrunePlan plan) {
  void run(StoreSession session, Appender appender) {
    List<Segment> segments = session.segments();
    requireUnchanged(segments);
    if (!plan.announced()) {
      requireFollowed(segments, appender.tail());
      appender.add(session, null, announcement());
      appender.commit(session);
      appender.force(session);
      session.forceHead();
    }
    for (Segment segment : segments.subList(0, plan.segments().size())) {
      session.delete(segment);
    }
  }

  private EncodedEvent announcement() {
    return EventEncoder.own(
        EventTypes.RETENTION_PRUNE,
        null,
        Map.of("from_seq", plan.fromSeq(), "to_seq", plan.toSeq(), "to_hash", plan.toHash()));
  }

  private void requireUnchanged(List<Segment> segments) {
    for (int i = 0; i < plan.segments().size(); i++) {
      String identity = plan.segments().get(i).identity();
      if (segments.size() <= i
          || !segments.get(i).sealed()
          || !segments.get(i).identity().equals(identity)) {
        throw changed();
      }
    }
  }

  /** Where nothing but the active segment stays and it is empty, the announcement comes next. */
  private void requireFollowed(List<Segment> segments, LogTail tail) {
    boolean all = segments.size() == plan.segments().size() + 1;
    Segment active = segments.get(segments.size() - 1);
    if (all && active.size() == 0 && !ChainHash.text(tail.hash()).equals(plan.toHash())) {
      throw changed();
    }
  }

  private static AuditException changed() {
    return new AuditException(
        "the log changed while retention looked at it; nothing was deleted, the next run will");
  }
}
