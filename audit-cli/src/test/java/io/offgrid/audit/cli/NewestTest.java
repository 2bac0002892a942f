package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.AuditStats;
import io.offgrid.audit.FoundRecord;
import io.offgrid.audit.Head;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.StatsRequest;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.testkit.TestRecords;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewestTest {
  private static final long PLENTY = 1 << 20;

  @ParameterizedTest
  @ValueSource(longs = {0, 500, 2000, PLENTY})
  void areTurnedRoundWhateverTheMemory(long memory) {
    assertThat(seqs(100, 7, memory)).containsExactly(94L, 95L, 96L, 97L, 98L, 99L, 100L);
    assertThat(seqs(100, 1, memory)).containsExactly(100L);
    assertThat(seqs(3, 7, memory)).containsExactly(1L, 2L, 3L);
    assertThat(seqs(0, 7, memory)).isEmpty();
    assertThat(seqs(10, 0, memory)).isEmpty();
  }

  @Test
  void areNotReadTwiceIfTheyFitIntoMemory() {
    Log log = new Log(1000);
    try (Newest newest = new Newest(log, newest(5), PLENTY)) {
      assertThat(newest).toIterable().hasSize(5);
    }

    assertThat(log.read).isLessThanOrEqualTo(6);
    assertThat(log.open).isZero();
  }

  @Test
  void doNotGrowWhenRecordsComeMeanwhile() {
    Log log = new Log(10);
    log.growsBeforeItIsReadForwards = true;
    try (Newest newest = new Newest(log, newest(4), 0)) {
      assertThat(newest).toIterable().extracting(AuditRecord::seq).containsExactly(7L, 8L, 9L, 10L);
    }
    assertThat(log.open).isZero();
  }

  private static List<Long> seqs(int records, long limit, long memory) {
    List<Long> seqs = new ArrayList<>();
    try (Newest newest = new Newest(new Log(records), newest(limit), memory)) {
      newest.forEachRemaining(record -> seqs.add(record.seq()));
    }
    return seqs;
  }

  private static AuditQuery newest(long limit) {
    return AuditQuery.builder().newestFirst().limit(limit).build();
  }

  /** Records 1 to n, in memory. */
  private static final class Log implements AuditLogReader {
    private final List<AuditRecord> records = new ArrayList<>();
    private boolean growsBeforeItIsReadForwards;
    private int read;
    private int open;

    Log(int count) {
      LongStream.rangeClosed(1, count).forEach(seq -> records.add(TestRecords.full(seq)));
    }

    @Override
    public RecordCursor query(AuditQuery query) {
      open++;
      boolean forwards = query.order() == AuditQuery.Order.OLDEST_FIRST;
      if (forwards && growsBeforeItIsReadForwards) {
        records.add(TestRecords.full(records.size() + 1L));
      }
      Iterator<AuditRecord> chosen =
          LongStream.range(0, records.size())
              .limit(query.maxRecords().orElse(Long.MAX_VALUE))
              .map(i -> forwards ? i : records.size() - 1 - i)
              .mapToObj(i -> records.get((int) i))
              .iterator();
      return new RecordCursor() {
        @Override
        public boolean hasNext() {
          return chosen.hasNext();
        }

        @Override
        public AuditRecord next() {
          read++;
          return chosen.next();
        }

        @Override
        public long unreadable() {
          return 0;
        }

        @Override
        public double progress() {
          return 0;
        }

        @Override
        public void close() {
          open--;
        }
      };
    }

    @Override
    public Optional<FoundRecord> find(String id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AuditStats stats(StatsRequest request) {
      throw new AssertionError("not asked for");
    }

    @Override
    public VerificationReport verify(VerifyRequest request) {
      throw new AssertionError("not asked for");
    }

    @Override
    public VerificationReport verifyExport(InputStream export, VerifyRequest request) {
      throw new AssertionError("not asked for");
    }

    @Override
    public Head head() {
      throw new AssertionError("not asked for");
    }

    @Override
    public void close() {}
  }
}
