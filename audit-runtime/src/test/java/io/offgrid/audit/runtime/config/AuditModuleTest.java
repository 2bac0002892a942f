package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Named;
import com.google.inject.name.Names;
import com.google.inject.util.Modules;
import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.RecordResult;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.spi.Alert;
import io.offgrid.audit.spi.AlertKind;
import io.offgrid.audit.spi.AlertListener;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.Exporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditModuleTest {
  private static final AuditEvent EVENT = AuditEvent.builder("auth_success").build();

  /** Something of the host application. */
  static final class Door {
    final AuditLog log;
    final Exporter csv;

    @Inject
    Door(AuditLog log, @Named("csv") Exporter csv) {
      this.log = log;
      this.csv = csv;
    }
  }

  /** What the host application has in place of ours. */
  static final class OwnParts extends AbstractModule {
    @Override
    protected void configure() {
      bind(Clock.class).toInstance(Clock.fixed(UserModulesTest.FROZEN, ZoneOffset.UTC));
      bind(KeySource.class)
          .toInstance(() -> KeyRing.of(SigningKey.parse("a key out of some vault")));
    }
  }

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  @Test
  void tellsListenersOfTheHostApplicationOfAlerts() throws IOException {
    List<Alert> alerts = new CopyOnWriteArrayList<>();
    Module pager =
        binder ->
            Multibinder.newSetBinder(binder, AlertListener.class)
                .addBinding()
                .toInstance(alerts::add);
    Injector injector =
        Guice.createInjector(new AuditModule(AuditConfig.load(home.source())), pager);
    try (AuditStore store = injector.getInstance(AuditStore.class);
        AuditLog log = injector.getInstance(AuditLog.class)) {
      log.recordAndWait(EVENT);
      Files.delete(Path.of(store.location()).resolve("events.log"));
      log.recordAndWait(EVENT);
    }
    assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.INTEGRITY_FAILURE);
  }

  @Test
  void givesOneLogToTheHostApplication() {
    Injector injector =
        Guice.createInjector(Stage.PRODUCTION, new AuditModule(AuditConfig.load(home.source())));
    try (AuditStore store = injector.getInstance(AuditStore.class);
        AuditLog log = injector.getInstance(AuditLog.class)) {
      Door door = injector.getInstance(Door.class);
      assertThat(door.log).isSameAs(log);
      assertThat(door.log.recordAndWait(EVENT)).isInstanceOf(RecordResult.Recorded.class);
      assertThat(folder.resolve("audit.key")).exists();
      assertThat(store.readHead()).isPresent();
    }
  }

  @Test
  void givesTheExportersByTheirNames() {
    Injector injector = Guice.createInjector(new AuditModule(AuditConfig.load(home.source())));
    Map<String, Exporter> all =
        injector.getInstance(Key.get(new TypeLiteral<Map<String, Exporter>>() {}));
    assertThat(all).containsOnlyKeys("csv", "json", "jsonl");
    assertThat(all.get("csv"))
        .isSameAs(injector.getInstance(Key.get(Exporter.class, Names.named("csv"))));
  }

  @Test
  void letsTheHostApplicationReplaceParts() {
    AuditModule ours = new AuditModule(AuditConfig.load(home.source()));
    Injector injector = Guice.createInjector(Modules.override(ours).with(new OwnParts()));
    try (AuditStore store = injector.getInstance(AuditStore.class);
        AuditLog log = injector.getInstance(AuditLog.class)) {
      assertThat(store.check()).isEmpty();
      assertThat(log.recordAndWait(EVENT))
          .isInstanceOfSatisfying(
              RecordResult.Recorded.class,
              recorded ->
                  assertThat(recorded.receipt().timestamp()).isEqualTo(UserModulesTest.FROZEN));
      assertThat(log.head().keyId()).isEqualTo(SigningKey.parse("a key out of some vault").id());
      assertThat(folder.resolve("audit.key")).doesNotExist();
    }
  }

  @Test
  void fitsIntoAStrictInjector() {
    Injector injector =
        Guice.createInjector(
            new StrictModule(),
            new AuditModule(home.load("audit: {store: memory, hmac_key: 16 bytes of key.}")));
    try (AuditLog log = injector.getInstance(AuditLog.class)) {
      assertThat(log.recordAndWait(EVENT)).isInstanceOf(RecordResult.Recorded.class);
    }
  }

  @Test
  void givesALogThatRecordsNothingWhenAuditingIsDisabled() {
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION, new AuditModule(home.load("audit: {enabled: false}")));
    try (AuditLog log = injector.getInstance(AuditLog.class)) {
      assertThat(log.recordAndWait(EVENT)).isInstanceOf(RecordResult.Disabled.class);
    }
  }

  @Test
  void logsTheWarningsThatADeploymentLeavesToItsCaller() {
    AuditConfig config = home.load("audit: {store: memory, hmac_key: weak}");
    String warning = config.warnings().get(0);
    assertThat(logged(() -> config.deploy().close())).isEmpty();
    assertThat(logged(() -> Guice.createInjector(new AuditModule(config))))
        .containsOnlyOnce(warning);
  }

  private static String logged(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void doesNotFightTheHostApplicationSilently() {
    AuditModule ours = new AuditModule(AuditConfig.load(home.source()));
    assertThatThrownBy(() -> Guice.createInjector(ours, new OwnParts()))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("KeySource was bound multiple times");
  }
}
