package com.example.opensearch;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.WebAddress;
import io.offgrid.audit.testkit.ReliableSinkContract;
import io.offgrid.audit.testkit.TestRecords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

/** What every sink does that notices when its receiver is gone: tests of the testkit. */
class OpenSearchSinkContractTest implements ReliableSinkContract {
  private static final Pattern SEQ = Pattern.compile("\"seq\":([0-9]+)");

  private final Cluster cluster = new Cluster();
  private final Sink sink =
      new OpenSearchSink(
          new OpenSearchSettings(
              new WebAddress("http://127.0.0.1:" + cluster.port()),
              "audit",
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));

  @AfterEach
  void close() throws IOException {
    sink.close();
    cluster.close();
  }

  @Override
  public Sink testee() {
    return sink;
  }

  @Override
  public List<Long> received() {
    return cluster.arrived().stream().map(OpenSearchSinkContractTest::seq).toList();
  }

  private static long seq(String line) {
    Matcher matcher = SEQ.matcher(line);
    if (!matcher.find()) {
      return -1;
    }
    long seq = Long.parseLong(matcher.group(1));
    boolean asDelivered =
        line.equals(TestRecords.full(seq).json())
            || TestRecords.nasty().stream().map(AuditRecord::json).anyMatch(line::equals);
    return asDelivered ? seq : -1;
  }

  @Override
  public void stopReceiver() {
    cluster.stop();
  }

  @Override
  public void startReceiver() {
    cluster.start();
  }

  @Override
  public void hangReceiver() {
    cluster.hang();
  }
}
