package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.chain.ByteBuilder;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.RangeReport;
import io.offgrid.audit.chain.RangeVerifier;
import io.offgrid.audit.chain.RecordCheck;
import io.offgrid.audit.chain.RecordSigner;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one event costs on its way, without queues, threads and files; measured by JMH. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(InnerLoops.LINES)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx64m", "-XX:+UseSerialGC"})
public class InnerLoops {
  static final int LINES = 500;

  private static final byte[] GENESIS = new byte[32];
  private static final String ID = "evt_01HM5K0000ABCDEFGHJKMNPQRS";

  private final EventEncoder encoder = new EventEncoder(1 << 20, false);
  private final RecordSigner signer = new RecordSigner();
  private final RangeVerifier verifier = new RangeVerifier(KeyRing.of(Scratch.KEY), Set.of());
  private final TwoHashes hashes = new TwoHashes();
  private final AuditEvent[] events = new AuditEvent[LINES];
  private final EncodedEvent[] encoded = new EncodedEvent[LINES];
  private final ByteBuilder out = new ByteBuilder(1 << 20);
  private final byte[] log;

  /** Makes the events, their canonical bytes, and their lines. */
  public InnerLoops() {
    Arrays.setAll(events, SampleEvents::event);
    Arrays.setAll(encoded, i -> encoder.encode(events[i]));
    sign();
    log = Arrays.copyOf(out.array(), out.length());
    requireAuthentic();
  }

  private void requireAuthentic() {
    RecordCheck check = new RecordCheck(KeyRing.of(Scratch.KEY));
    int from = 0;
    for (int i = 0; i < log.length; i++) {
      if (log[i] == '\n') {
        if (!check.check(log, from, i, GENESIS)) {
          throw new IllegalStateException("a line is no record: " + check.defect());
        }
        from = i + 1;
      }
    }
  }

  /** The canonical bytes of each event. */
  @Benchmark
  public int encode() {
    int bytes = 0;
    for (AuditEvent event : events) {
      bytes += encoder.encode(event).size();
    }
    return bytes;
  }

  /** The line of each, signed and linked. */
  @Benchmark
  public int sign() {
    out.setLength(0);
    signer.start(GENESIS);
    Instant now = Instant.EPOCH;
    int bytes = 0;
    for (int i = 0; i < LINES; i++) {
      Receipt receipt = signer.append(out, encoded[i], ID, i + 1L, now, Scratch.KEY);
      bytes += receipt.signature().length();
    }
    return bytes;
  }

  /** Every check of each line. */
  @Benchmark
  public RangeReport verify() {
    return verifier.verify(
        (position, into, offset, length) -> {
          int count = (int) Math.min(length, log.length - position);
          System.arraycopy(log, (int) position, into, offset, count);
          return count;
        },
        0,
        log.length,
        log.length);
  }

  /** Both hashes of each line, and nothing else. */
  @Benchmark
  public int hashTwice() {
    int from = 0;
    int sum = 0;
    for (int i = 0; i < log.length; i++) {
      if (log[i] == '\n') {
        sum += hashes.rehash(log, from, i - from)[0] + hashes.mac(log, from, i - from)[0];
        from = i + 1;
      }
    }
    return sum;
  }
}
