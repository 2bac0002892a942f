package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.runtime.Durability;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.runtime.OnTamper;
import io.offgrid.audit.runtime.OnUnstorable;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOpenerTest {
  private static final AuditStore STORE = InMemoryStore.open(new MemoryDisk());
  private static final KeySource KEYS = () -> KeyRing.of(SigningKey.parse("a key for this test"));
  private static final Clock CLOCK = Clock.fixed(UserModulesTest.FROZEN, ZoneOffset.UTC);

  @TempDir Path folder;

  private AuditLogBuilder builder(String... yaml) {
    return new LogOpener(
            Home.in(folder).load(yaml).settings(), STORE, KEYS, CLOCK, List.of(), Set.of())
        .builder();
  }

  private static AuditLogBuilder standard() {
    return AuditLogBuilder.on(STORE, KEYS).clock(CLOCK);
  }

  @Test
  void handsEverySettingToTheLog() {
    assertThat(
            builder(
                "audit:",
                "  origin: plant-7",
                "  max_size_mb: 3",
                "  max_age_days: 4",
                "  durability: buffered",
                "  queue_capacity: 5",
                "  queue_timeout: 6s",
                "  fail_open: true",
                "  max_event_bytes: 70000",
                "  on_unstorable: refuse",
                "  on_tamper: refuse"))
        .usingRecursiveComparison()
        .isEqualTo(
            standard()
                .origin("plant-7")
                .maxSizeBytes(3 * 1_048_576)
                .maxAge(Duration.ofDays(4))
                .durability(Durability.BUFFERED)
                .queueCapacity(5)
                .queueTimeout(Duration.ofSeconds(6))
                .failOpen(true)
                .maxEventBytes(70_000)
                .onUnstorable(OnUnstorable.REFUSE)
                .onTamper(OnTamper.REFUSE));
  }

  @Test
  void hasTheDefaultsOfTheBuilder() {
    assertThat(builder("audit:")).usingRecursiveComparison().isEqualTo(standard());
  }
}
