package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.spi.Alert;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserModulesTest {
  static final Instant FROZEN = Instant.parse("2024-01-15T10:30:00Z");

  /** Stops the time. */
  public static final class FrozenClock extends AbstractModule {
    @Override
    protected void configure() {
      bind(Clock.class).toInstance(Clock.fixed(FROZEN, ZoneOffset.UTC));
    }
  }

  /** Puts a store of its own in place of the configured one. */
  public static final class OwnStore extends AbstractModule {
    @Override
    protected void configure() {
      bind(AuditStore.class).toInstance(InMemoryStore.open(new MemoryDisk()));
    }
  }

  /** Is told of alerts. */
  public static final class Pager extends AbstractModule {
    static final Queue<Alert> ALERTS = new ConcurrentLinkedQueue<>();

    @Override
    protected void configure() {
      Multibinder.newSetBinder(binder(), AlertListener.class).addBinding().toInstance(ALERTS::add);
    }
  }

  /** Cannot be made. */
  public static final class Failing extends AbstractModule {
    public Failing() {
      throw new IllegalStateException("no licence");
    }
  }

  /** Has no public constructor. */
  public static final class Shy extends AbstractModule {
    Shy() {}
  }

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  @Test
  void replaceTheStore() {
    AuditConfig config = home.load("audit:", "  modules: [" + OwnStore.class.getName() + "]");
    try (AuditDeployment deployment = config.deploy()) {
      assertThat(deployment.location()).isEqualTo("memory");
    }
  }

  @Test
  void areToldOfAlerts() throws IOException {
    AuditConfig config = home.load("audit:", "  modules: [" + Pager.class.getName() + "]");
    try (AuditDeployment deployment = config.deploy();
        AuditLog log = deployment.openLog(VerifyOnStart.TAIL)) {
      log.recordAndWait(AuditEvent.builder("auth").build());
      Files.delete(folder.resolve("audit/events.log"));
      log.recordAndWait(AuditEvent.builder("auth").build());
    }
    assertThat(Pager.ALERTS).extracting(Alert::kind).containsExactly(AlertKind.INTEGRITY_FAILURE);
  }

  @Test
  void areNamedWhenTheyCannotBeMade() {
    assertThat(
            home.problems(
                "audit:",
                "  modules:",
                "    - com.example.Absent",
                "    - java.lang.String",
                "    - " + Shy.class.getName(),
                "    - " + Failing.class.getName()))
        .containsExactly(
            "line 3: audit.modules: com.example.Absent is not on the class path",
            "line 4: audit.modules: java.lang.String is not a com.google.inject.Module",
            "line 5: audit.modules: "
                + Shy.class.getName()
                + " is not a public class with a public constructor without parameters",
            "line 6: audit.modules: "
                + Failing.class.getName()
                + " failed: java.lang.IllegalStateException: no licence");
  }
}
