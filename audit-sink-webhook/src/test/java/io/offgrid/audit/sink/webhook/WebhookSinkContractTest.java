package io.offgrid.audit.sink.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.testkit.ReliableSinkContract;
import io.offgrid.audit.testkit.TestRecords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES) // Against hanging for ever only.
class WebhookSinkContractTest implements ReliableSinkContract {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RawReceiver receiver = new RawReceiver();
  private final Sink sink =
      Webhooks.to(receiver.url("/hook?token=hidden"))
          .header("Authorization", "Bearer token")
          .sink(Clock.systemUTC());

  @AfterEach
  void close() {
    sink.close();
    receiver.close();
  }

  @Override
  public Sink testee() {
    return sink;
  }

  @Override
  public List<Long> received() {
    List<Long> numbers = new ArrayList<>();
    for (String body : receiver.bodies()) {
      List<String> lines = body.lines().toList();
      for (String line : lines.subList(1, lines.size() - 1)) {
        numbers.add(number(line.endsWith(",") ? line.substring(0, line.length() - 1) : line));
      }
    }
    return numbers;
  }

  private static long number(String line) {
    try {
      JsonNode record = JSON.readTree(line);
      long seq = record.get("seq").longValue();
      Set<String> possible = new HashSet<>(Set.of(TestRecords.full(seq).json()));
      TestRecords.nasty().stream().map(AuditRecord::json).forEach(possible::add);
      return possible.contains(line) ? seq : -1;
    } catch (JsonProcessingException e) {
      return -1;
    }
  }

  @Override
  public void stopReceiver() {
    receiver.stop();
  }

  @Override
  public void startReceiver() {
    receiver.start();
  }

  @Override
  public void hangReceiver() {
    receiver.hang();
  }
}
