package io.offgrid.audit.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditLogReader;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.AuditModule;
import io.offgrid.audit.runtime.config.ConfigSource;
import io.offgrid.audit.spi.AuditStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the runtime's module and a log in files, as a host application has it. */
class OnDiskTest {
  private static final String SECRET = "hunter2-to-be-found-nowhere";

  record NewUser(String name, @Secret String password) {}

  /** Of the host application. */
  static class Users {
    @Audited("user_create")
    void create(@Detail("user") NewUser user, @Secret String again) {
      if (user.name().isEmpty()) {
        throw new IllegalArgumentException(user + " " + again);
      }
    }
  }

  @TempDir Path home;

  @Test
  void writesALogThatVerifiesAndHoldsNoSecret() throws IOException {
    AuditConfig config =
        AuditConfig.load(ConfigSource.of(Map.of("OFFGRID_HOME", home.toString()), null, null));
    Injector injector =
        Guice.createInjector(Stage.PRODUCTION, new AuditInterceptModule(), new AuditModule(config));
    Users users = injector.getInstance(Users.class);
    users.create(new NewUser("bob", SECRET), SECRET);
    assertThatThrownBy(() -> users.create(new NewUser("", SECRET), SECRET))
        .isInstanceOf(IllegalArgumentException.class);
    injector.getInstance(AuditLog.class).close();
    injector.getInstance(AuditStore.class).close();

    try (AuditDeployment deployment = config.deploy();
        AuditLogReader reader = deployment.openReader()) {
      VerificationReport report = reader.verify(VerifyRequest.standard());
      assertThat(report.verdict()).isEqualTo(Verdict.OK);
      assertThat(report.events()).isEqualTo(2);
    }
    assertThat(Files.readString(home.resolve("audit/events.log")))
        .contains("\"details\":{\"user\":{\"name\":\"bob\"}}")
        .contains("\"exception\":\"java.lang.IllegalArgumentException\"")
        .doesNotContain(SECRET);
  }
}
