package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.spi.AuditStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a log was composed; see {@link AuditLogBuilder} for what each part means. */
record LogSettings(
    AuditStore store,
    KeySource keys,
    Clock clock,
    @Nullable String origin,
    long maxSizeBytes,
    Duration maxAge,
    Duration retention,
    Durability durability,
    int queueCapacity,
    Duration queueTimeout,
    boolean failOpen,
    int maxEventBytes,
    OnUnstorable onUnstorable,
    VerifyOnStart verifyOnStart,
    OnTamper onTamper,
    List<ForwardedSink> sinks,
    boolean retentionIgnoresSinks,
    Alerts alerts) {

  private static final int MIN_EVENT_BYTES = 64 << 10;
  private static final int MAX_EVENT_BYTES = 16 << 20;

  LogSettings {
    if (origin != null) {
      ChainHash.requireOrigin(origin);
    }
    sinks = List.copyOf(sinks);
    require(
        sinks.stream().map(ForwardedSink::name).distinct().count() == sinks.size(),
        "two sinks have one name");
    require(maxSizeBytes > 0, "maxSizeBytes must be above 0: " + maxSizeBytes);
    require(!maxAge.isNegative() && !maxAge.isZero(), "maxAge must be above 0: " + maxAge);
    require(
        !retention.isNegative() && !retention.isZero(), "retention must be above 0: " + retention);
    require(queueCapacity > 0, "queueCapacity must be above 0: " + queueCapacity);
    require(!queueTimeout.isNegative(), "queueTimeout must not be negative: " + queueTimeout);
    require(
        maxEventBytes >= MIN_EVENT_BYTES && maxEventBytes <= MAX_EVENT_BYTES,
        "maxEventBytes must be from 65536 to 16777216: " + maxEventBytes);
  }

  /** The sinks that something is forwarded to. */
  List<ForwardedSink> enabledSinks() {
    return sinks.stream().filter(sink -> sink.settings().enabled()).toList();
  }

  /** The name that a new log gets. */
  String newOrigin() {
    return origin != null ? origin : HostName.asOrigin();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
