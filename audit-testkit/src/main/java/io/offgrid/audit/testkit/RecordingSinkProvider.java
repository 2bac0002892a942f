package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes the sink of type {@code recording}. */
public final class RecordingSinkProvider implements SinkProvider<RecordingSinkSettings> {
  private static final Map<String, List<RecordingSink>> MADE = new ConcurrentHashMap<>();

  /** All sinks of this channel that were made in this JVM so far, oldest first. */
  public static List<RecordingSink> made(String channel) {
    return MADE.computeIfAbsent(channel, unused -> new CopyOnWriteArrayList<>());
  }

  @Override
  public String type() {
    return "recording";
  }

  @Override
  public Class<RecordingSinkSettings> settingsType() {
    return RecordingSinkSettings.class;
  }

  @Override
  public Sink create(RecordingSinkSettings settings, ProviderContext context) {
    RecordingSink sink = new RecordingSink();
    made(settings.channel()).add(sink);
    return sink;
  }
}
