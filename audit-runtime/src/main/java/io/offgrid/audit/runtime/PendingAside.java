package io.offgrid.audit.runtime;

import io.offgrid.audit.EventTypes;
import io.offgrid.audit.Head;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.ChainJoin;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.OwnRecord;
import io.offgrid.audit.chain.SignedLine;
import io.offgrid.audit.spi.Aside;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.StoreSession;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes a setting aside that a crash interrupted, before anything else is made of the log.
 *
 * <p>Not every {@code next.log} is one: whoever puts the first line of today's log there again, or
 * leaves a prepared one while others record on, must not have the log moved away. So what it begins
 * must come after everything that is known of the log. For one thread.
 */
final class PendingAside {
  private static final Logger LOG = LoggerFactory.getLogger(PendingAside.class);

  private final LogSettings settings;
  private final LogVerifier verifier;
  private final Consumer<String> warnings;
  private boolean warned;

  PendingAside(LogSettings settings, LogVerifier verifier) {
    this(settings, verifier, LOG::warn);
  }

  /**
   * One that tells somebody else.
   *
   * @param warnings gets one, in words, where there are places that cannot be looked into
   */
  PendingAside(LogSettings settings, LogVerifier verifier, Consumer<String> warnings) {
    this.settings = settings;
    this.verifier = verifier;
    this.warnings = warnings;
  }

  /** Finishes what there is to finish. */
  void finish(StoreSession session) {
    List<Aside> asides = readable(session.asides());
    if (asides.isEmpty()) {
      return;
    }
    KeyRing ring = settings.keys().load();
    for (Aside aside : asides) {
      if (aside.next() != null && isDue(aside, aside.next(), ring)) {
        new SetAside(settings, verifier).finish(session, aside.name(), origin(session, ring), ring);
        return;
      }
    }
    if (lacksOnlyItsHead(session, asides, ring)) {
      new SetAside(settings, verifier).writeHead(session, origin(session, ring), ring);
    }
  }

  /** Nobody may stop the log by what he puts in such a place: it counts for nothing. */
  private List<Aside> readable(List<Aside> asides) {
    List<Aside> closed = asides.stream().filter(aside -> aside.trouble() != null).toList();
    if (!closed.isEmpty() && !warned) {
      warned = true;
      warnings.accept(
          "%s in the log at %s cannot be looked into (%s)%s: it is left out of account"
              .formatted(
                  closed.get(0).name().replaceAll("[^ -~]", "?"),
                  settings.store().location(),
                  closed.get(0).trouble(),
                  closed.size() > 1 ? ", nor can " + (closed.size() - 1) + " more" : ""));
    }
    return asides.stream().filter(aside -> aside.trouble() == null).toList();
  }

  private boolean isDue(Aside aside, byte[] next, KeyRing ring) {
    Optional<SignedLine> line = SignedLine.read(ring, next, 0, Math.max(0, next.length - 1));
    if (line.isEmpty() || !isAside(line.get(), aside.name(), ring)) {
      return false;
    }
    ChainJoin join = verifier.examine(VerifyRequest.standard(), null).join();
    long last = Math.max(join.maxSeq(), join.authenticHead().map(Head::seq).orElse(0L));
    return line.get().seq() > last;
  }

  /**
   * Whether the crash came between the last two steps: there is one record, the old log is where it
   * says, and the head is still the one that was copied there.
   */
  private static boolean lacksOnlyItsHead(StoreSession session, List<Aside> asides, KeyRing ring) {
    List<Segment> segments = session.segments();
    if (segments.size() != 1 || segments.get(0).sealed()) {
      return false;
    }
    EdgeLine edge = new EdgeLine(session::open, ring);
    SignedLine first = edge.first(segments.get(0)).orElse(null);
    SignedLine last = edge.last(segments.get(0)).orElse(null);
    if (first == null || last == null || first.seq() != last.seq()) {
      return false;
    }
    byte[] head = session.readHead().orElse(null);
    return asides.stream()
        .filter(aside -> aside.next() == null && isAside(first, aside.name(), ring))
        .anyMatch(aside -> Arrays.equals(aside.head(), head));
  }

  private static boolean isAside(SignedLine line, String name, KeyRing ring) {
    OwnRecord own = line.own();
    return own != null
        && own.type().equals(EventTypes.LOG_SET_ASIDE)
        && name.equals(own.directory())
        && !ring.isRetired(line.keyId());
  }

  private String origin(StoreSession session, KeyRing ring) {
    return session
        .readHead()
        .flatMap(HeadCodec::decode)
        .filter(
            head -> ring.find(head.keyId()).filter(k -> HeadCodec.authentic(head, k)).isPresent())
        .map(Head::origin)
        .orElseGet(settings::newOrigin);
  }
}
