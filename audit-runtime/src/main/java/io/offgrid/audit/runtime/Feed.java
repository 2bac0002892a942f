package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.LineReader;
import io.offgrid.audit.chain.Member;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.RecordCheck;
import io.offgrid.audit.chain.RecordLine;
import io.offgrid.audit.chain.SignedLine;
import io.offgrid.audit.runtime.Piece.DamagedLine;
import io.offgrid.audit.spi.Segment;
import io.offgrid.audit.spi.SegmentReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a log what a sink is to get: in order, from a place on, never past the head. Every
 * line is checked; one that is no authentic record, or one of before put there again, is set apart.
 * For one thread.
 */
final class Feed implements AutoCloseable {
  private static final int MAX_BATCH_BYTES = 1 << 20;
  private static final int SHOWN_BYTES = 4096;

  private final LogSettings settings;
  private final SinkFilter filter;

  /** Damaged lines that were set apart already, by where they are. */
  private final Set<String> told = new HashSet<>();

  private final List<String> notes = new ArrayList<>();
  private final LineReader lines = new LineReader(RangeVerifier.MAX_LINE);
  private boolean known;
  private Place place;
  private @Nullable ForwardView view;
  private @Nullable RecordCheck check;
  private @Nullable SegmentReader reader;
  private int segment;
  private long damagedSince;

  /**
   * @param known whether the sink had a cursor: then what is gone from the log was to be sent
   */
  Feed(LogSettings settings, SinkFilter filter, Place from, boolean known) {
    this.known = known;
    this.settings = settings;
    this.filter = filter;
    this.place = from;
  }

  /** Where it is. */
  Place place() {
    return place;
  }

  /** Goes on from here. */
  void moveTo(Place there) {
    closeView();
    place = there;
    damagedSince = 0;
  }

  /**
   * Looks at the log as it now is.
   *
   * @return whether there is more to read
   */
  boolean refresh() {
    closeView();
    ForwardView now = ForwardView.take(settings.store(), settings.keys()).orElse(null);
    if (now == null) {
      return false;
    }
    boolean more = false;
    try {
      more = begin(now);
      return more;
    } finally {
      if (!more) {
        now.close();
      }
    }
  }

  private boolean begin(ForwardView now) {
    segment = now.find(place.segment());
    if (segment < 0 || place.offset() > now.size(segment)) {
      place = found(now);
      segment = now.find(place.segment());
    }
    if (segment == now.segments() - 1 && place.offset() == now.size(segment)) {
      return false;
    }
    view = now;
    check = new RecordCheck(now.ring());
    return true;
  }

  /** The place in another view, or where to begin when what follows it is not there any more. */
  private Place found(ForwardView now) {
    Optional<PlaceSearch.Found> found = new PlaceSearch(now, place.seq(), place.hash()).find();
    if (found.isPresent()) {
      return found.get().place();
    }
    SignedLine first = now.edges().first(now.segment(0)).orElse(null);
    if (first == null || first.seq() <= place.seq() + 1) {
      if (place.seq() > 0) {
        notes.add(
            "the log does not hold record "
                + place.seq()
                + " as it was confirmed: it was replaced or cut back, and all of it is sent again");
      }
      return beginning(now);
    }
    if (known) {
      notes.add(
          "records %d to %d are gone, pruned or set aside, before they were sent"
              .formatted(place.seq() + 1, first.seq() - 1));
    }
    return new Place(now.segment(0).identity(), 0, first.seq() - 1, first.previousHash(), null);
  }

  /** Whether there is more to read of what was there at the last {@link #refresh}. */
  boolean hasMore() {
    ForwardView now = view;
    return now != null && (segment < now.segments() - 1 || place.offset() < now.size(segment));
  }

  /** Number of the last record that was there at the last {@link #refresh}. */
  long headSeq() {
    ForwardView now = view;
    return now == null ? place.seq() : now.head().seq();
  }

  /**
   * Reads on.
   *
   * @param most how many records at most
   * @param until reads no further than the record with this number
   * @throws io.offgrid.audit.spi.SegmentGoneException if the log was pruned or set aside meanwhile
   */
  Piece next(int most, long until) {
    List<RecordLine> records = new ArrayList<>();
    List<DamagedLine> damaged = new ArrayList<>();
    known = true;
    long bytes = 0;
    Place begin = place;
    while (records.size() < most && bytes < MAX_BATCH_BYTES && place.seq() < until && advance()) {
      RecordLine record = examine(damaged);
      if (record != null) {
        records.add(record);
        bytes += lines.end() - lines.start();
      }
      if (damaged.size() >= most) {
        break;
      }
    }
    if (place.equals(begin)) {
      closeView(); // the log was cut off underneath
    }
    Piece piece = new Piece(records, damaged, notes, place.seq(), place.hash());
    notes.clear();
    return piece;
  }

  /** The line is taken note of; returned if the sink is to get it. */
  private @Nullable RecordLine examine(List<DamagedLine> damaged) {
    RecordCheck record = Objects.requireNonNull(check);
    String wrong = wrong(record);
    Segment piece = Objects.requireNonNull(view).segment(segment);
    long end = lines.position();
    if (wrong != null) {
      if (told.add(piece.identity() + ":" + lines.offset())) {
        damaged.add(new DamagedLine(place.seq(), piece.name(), lines.offset(), wrong, shown()));
      }
      damagedSince++;
      place = new Place(piece.identity(), end, place.seq(), place.hash(), place.dueKey());
      return null;
    }
    long missing = record.seq() - place.seq() - 1 - damagedSince;
    if (missing > 0) {
      notes.add("records %d to %d are not in the log".formatted(place.seq() + 1, record.seq() - 1));
    }
    damagedSince = 0;
    String due = record.announcedKey().orElse(record.text(Member.KEY_ID));
    place = new Place(piece.identity(), end, record.seq(), lines.hash(), due);
    return filter.accepts(record.seq(), record) ? record.record() : null;
  }

  /** What is wrong with the line; null if it is a record that may come now. */
  private @Nullable String wrong(RecordCheck record) {
    if (!lines.isWhole()) {
      return "too long to be a record";
    }
    if (!record.check(lines.buffer(), lines.start(), lines.end(), place.hash())) {
      return "not authentic: " + String.valueOf(record.defect()).toLowerCase(Locale.ROOT);
    }
    String keyId = String.valueOf(record.text(Member.KEY_ID));
    if (place.dueKey() != null && isOlder(keyId, place.dueKey())) {
      return "signed with the retired key %s, but key %s is due".formatted(keyId, place.dueKey());
    }
    return record.seq() <= place.seq()
        ? "seq %d after seq %d: a record of before was put there again"
            .formatted(record.seq(), place.seq())
        : null;
  }

  /** A newer key than the due one is no forgery: who has that could have written anything. */
  private boolean isOlder(String keyId, String due) {
    if (keyId.equals(due)) {
      return false; // nearly always; the ring makes its list anew each time
    }
    List<String> ids = Objects.requireNonNull(view).ring().ids();
    return ids.indexOf(keyId) < ids.indexOf(due);
  }

  private String shown() {
    int length = Math.min(SHOWN_BYTES, lines.end() - lines.start());
    return new String(lines.buffer(), lines.start(), length, StandardCharsets.UTF_8);
  }

  /** Goes to the next line, in the next segment where one is at its end. */
  private boolean advance() {
    ForwardView now = view;
    while (now != null) {
      if (reader == null) {
        if (now.segment(segment).regular()) {
          reader = now.open(segment);
          lines.start(new SegmentBytes(reader), place.offset(), now.size(segment));
        }
      }
      if (reader != null && lines.advance()) {
        return true;
      }
      closeReader();
      if (segment == now.segments() - 1) {
        return false;
      }
      segment++;
      place =
          new Place(now.segment(segment).identity(), 0, place.seq(), place.hash(), place.dueKey());
    }
    return false;
  }

  private void closeReader() {
    SegmentReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  private void closeView() {
    closeReader();
    ForwardView now = view;
    view = null;
    check = null;
    if (now != null) {
      now.close();
    }
  }

  @Override
  public void close() {
    closeView();
  }

  /** Where a log begins. */
  static Place beginning(ForwardView view) {
    return new Place(
        view.segment(0).identity(), 0, 0, ChainHash.genesis(view.head().origin()), null);
  }
}
