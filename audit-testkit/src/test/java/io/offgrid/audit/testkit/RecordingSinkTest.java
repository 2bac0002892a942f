package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Sink;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recording sink is a sink like any other. */
class RecordingSinkTest implements SinkContract {
  private static final Pattern SEQ = Pattern.compile(",\"seq\":(\\d+),");
  private final RecordingSink sink = new RecordingSink();

  @Override
  public Sink testee() {
    return sink;
  }

  @Override
  public List<Long> received() {
    return sink.received().stream().map(RecordingSinkTest::seq).toList();
  }

  private static long seq(String line) {
    Matcher matcher = SEQ.matcher(line);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
