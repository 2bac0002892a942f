package io.offgrid.audit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Exporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every exporter does. Implement it in a test class of yours; nothing else is needed but a
 * reader of the format that shares no code with the exporter.
 */
public interface ExporterContract {
  /** The exporter under test, with its default settings. */
  Exporter testee();

  /** The ids of the records in an export, in order; fails if the export is not of the format. */
  List<String> idsIn(byte[] export) throws Exception;

  @Test
  default void anExportOfNothingIsValidAndEmpty() throws Exception {
    assertThat(idsIn(export(Collections.emptyIterator()))).isEmpty();
  }

  @Test
  default void keepsAllRecordsInTheirOrder() throws Exception {
    List<AuditRecord> backwards = List.of(full(3), full(1), full(2), full(1));
    assertThat(idsIn(export(backwards.iterator())))
        .containsExactlyElementsOf(backwards.stream().map(AuditRecord::id).toList());
  }

  @Test
  default void hostileContentStaysInsideItsRecord() throws Exception {
    List<AuditRecord> nasty = TestRecords.nasty();
    assertThat(idsIn(export(nasty.iterator())))
        .containsExactlyElementsOf(nasty.stream().map(AuditRecord::id).toList());
  }

  @Test
  default void neitherFlushesNorClosesTheStream() throws Exception {
    ProbeStream out = ProbeStream.unlimited();
    testee().export(TestRecords.numbered(10), out);
    assertThat(out.flushed()).as("flushed").isFalse();
    assertThat(out.closed()).as("closed").isFalse();
  }

  @Test
  default void theStreamsErrorPassesThrough() {
    for (long limit : new long[] {0, 1000, 100_000}) {
      ProbeStream full = ProbeStream.failingAfter(limit);
      assertThatThrownBy(() -> testee().export(TestRecords.numbered(2000), full))
          .isInstanceOf(IOException.class)
          .hasMessage("no space left after " + limit + " bytes");
    }
  }

  @Test
  default void theReadersErrorPassesThrough() {
    AuditException unreadable = new AuditException("events.log: cannot be read");
    Iterator<AuditRecord> breaking =
        new EndWatch(
            5,
            () -> {
              throw unreadable;
            });
    assertThatThrownBy(() -> export(breaking)).isSameAs(unreadable);
  }

  /** At the last record, all but what a few small buffers can hold is already written. */
  @Test
  default void writesWhileItReads() throws Exception {
    ProbeStream out = ProbeStream.unlimited();
    long[] writtenAtTheEnd = new long[1];
    testee().export(new EndWatch(5000, () -> writtenAtTheEnd[0] = out.count()), out);
    assertThat(out.count()).isGreaterThan(1_000_000);
    assertThat(out.count() - writtenAtTheEnd[0]).as("bytes held back").isLessThan(200_000);
  }

  @Test
  default void servesSeveralThreadsAtOnce() throws Exception {
    Exporter shared = testee();
    byte[] expected = export(TestRecords.numbered(3000));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<byte[]>> exports =
          IntStream.range(0, 16)
              .mapToObj(i -> threads.submit(() -> export(shared, TestRecords.numbered(3000))))
              .toList();
      for (Future<byte[]> each : exports) {
        assertThat(each.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void namesItsFormat() {
    assertThat(testee().mediaType()).matches("[a-z]+/[a-z0-9.+-]+");
    assertThat(testee().fileExtension()).matches("[a-z0-9]+");
  }

  private byte[] export(Iterator<AuditRecord> records) throws IOException {
    return export(testee(), records);
  }

  private static byte[] export(Exporter exporter, Iterator<AuditRecord> records)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    exporter.export(records, out);
    return out.toByteArray();
  }

  private static AuditRecord full(long seq) {
    return TestRecords.full(seq);
  }
}
