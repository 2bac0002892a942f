package io.offgrid.audit.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Provides;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditedTest {
  enum Role {
    ADMIN,
    GUEST
  }

  /** Of the host application. */
  static class Users {
    @Audited(value = "user_create", severity = Severity.WARNING)
    String create(
        @AuditTarget("user/") @Nullable String name,
        @Detail("role") Role role,
        @Secret String password,
        String comment) {
      return name + " is there";
    }

    @Audited(value = "auth_success", onFailure = "auth_failure")
    void login(@AuditUser String name, @Secret String password) {
      if (!password.equals("right")) {
        throw new IllegalArgumentException("wrong password: " + password);
      }
    }

    @Audited(value = "user_delete", before = "user_delete_begin", target = "users")
    void deleteAll(@Detail("names") List<String> names) {
      names.clear();
    }

    @Audited("user_delete")
    protected void deleteOne(@AuditTarget long number) {}

    void rename(String name) {}

    void deleteTwo() {
      deleteOne(1);
      deleteOne(2);
    }
  }

  /** Inherits what is audited. */
  static class Members extends Users {}

  interface Step<T> {
    void run(T input);

    @Audited("undo")
    default void undo(@Detail("step") int step) {}
  }

  /** The compiler adds a method {@code run(Object)}, with the annotations of the other. */
  static class Import implements Step<String> {
    @Override
    @Audited("import")
    public void run(@Detail("file") String input) {}
  }

  private static final AuditContext ALICE =
      new AuditContext() {
        @Override
        public Optional<String> userId() {
          return Optional.of("alice");
        }

        @Override
        public Optional<String> source() {
          return Optional.of("10.0.0.8");
        }
      };

  private final Journal journal = new Journal();

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void recordsACallThatReturned() {
    Users users = journal.make(Users.class, Journal.calledBy(ALICE));
    assertThat(users.create("bob", Role.ADMIN, "s3cret", "a friend")).isEqualTo("bob is there");
    AuditRecord record = journal.only();
    assertThat(record.type()).isEqualTo("user_create");
    assertThat(record.outcome()).contains("success");
    assertThat(record.severity()).contains("warning");
    assertThat(record.userId()).contains("alice");
    assertThat(record.source()).contains("10.0.0.8");
    assertThat(record.target()).contains("user/bob");
    assertThat(record.detailsJson()).contains("{\"role\":\"ADMIN\"}");
  }

  @Test
  void recordsWhatWasThrownByItsClassAlone() {
    Users users = journal.make(Users.class);
    assertThatThrownBy(() -> users.login("bob", "hunter2"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("wrong password: hunter2");
    AuditRecord record = journal.only();
    assertThat(record.type()).isEqualTo("auth_failure");
    assertThat(record.outcome()).contains("failure");
    assertThat(record.detailsJson())
        .contains("{\"exception\":\"java.lang.IllegalArgumentException\"}");
    assertThat(record.json()).doesNotContain("hunter2");
  }

  @Test
  void takesTheUserFromTheParameterRatherThanFromTheContext() {
    journal.make(Users.class, Journal.calledBy(ALICE)).login("bob", "right");
    AuditRecord record = journal.only();
    assertThat(record.type()).isEqualTo("auth_success");
    assertThat(record.userId()).contains("bob");
    assertThat(record.source()).contains("10.0.0.8");
  }

  @Test
  void recordsNoUserAndSourceWhenNobodyTellsThem() {
    journal.make(Users.class).create("bob", Role.GUEST, "s3cret", "");
    assertThat(journal.only().userId()).isEmpty();
    assertThat(journal.only().source()).isEmpty();
  }

  @Test
  void recordsNoTargetForNone() {
    journal.make(Users.class).create(null, Role.GUEST, "s3cret", "");
    assertThat(journal.only().target()).isEmpty();
  }

  @Test
  void announcesACallWithoutAnOutcome() {
    journal.make(Users.class).deleteAll(new ArrayList<>(List.of("bob", "eve")));
    List<AuditRecord> records = journal.records();
    assertThat(records)
        .extracting(AuditRecord::type)
        .containsExactly("user_delete_begin", "user_delete");
    assertThat(records)
        .extracting(AuditRecord::outcome)
        .containsExactly(Optional.empty(), Optional.of("success"));
    assertThat(records).extracting(AuditRecord::target).containsOnly(Optional.of("users"));
  }

  @Test
  void recordsArgumentsAsTheyWereBeforeTheMethodChangedThem() {
    List<String> names = new ArrayList<>(List.of("bob", "eve"));
    journal.make(Users.class).deleteAll(names);
    assertThat(names).isEmpty();
    assertThat(journal.records())
        .extracting(AuditRecord::detailsJson)
        .containsOnly(Optional.of("{\"names\":[\"bob\",\"eve\"]}"));
  }

  @Test
  void recordsCallsOfAnObjectToItself() {
    journal.make(Users.class).deleteTwo();
    assertThat(journal.records())
        .extracting(AuditRecord::target)
        .containsExactly(Optional.of("1"), Optional.of("2"));
  }

  @Test
  void recordsCallsOfInheritedMethods() {
    journal.make(Members.class).deleteOne(7);
    assertThat(journal.only().target()).contains("7");
  }

  @Test
  void recordsACallThroughAGenericInterfaceOnce() {
    Step<String> step = journal.make(Import.class);
    step.run("names.csv");
    assertThat(journal.only().detailsJson()).contains("{\"file\":\"names.csv\"}");
  }

  @Test
  void recordsCallsOfMethodsThatAnInterfaceHas() {
    journal.make(Import.class).undo(3);
    assertThat(journal.only().detailsJson()).contains("{\"step\":3}");
  }

  @Test
  void recordsOnceThoughInstalledTwice() {
    journal.make(Users.class, new AuditInterceptModule()).deleteOne(7);
    assertThat(journal.only().target()).contains("7");
  }

  @Test
  void recordsNothingOfAMethodThatIsNotMarked() {
    journal.make(Users.class).rename("bob");
    assertThat(journal.records()).isEmpty();
  }

  @Test
  void passesOnWhatTheContextThrowsWithoutRunningTheMethod() {
    Users users =
        journal.make(
            Users.class,
            Journal.calledBy(
                () -> {
                  throw new IllegalStateException("no session");
                }));
    List<String> names = new ArrayList<>(List.of("bob"));
    assertThatThrownBy(() -> users.deleteAll(names)).hasMessage("no session");
    assertThat(names).containsExactly("bob");
    assertThat(journal.records()).isEmpty();
  }

  @Test
  void opensTheLogAtTheFirstCall() {
    AtomicInteger opened = new AtomicInteger();
    Injector injector =
        Guice.createInjector(
            new AuditInterceptModule(),
            new AbstractModule() {
              @Provides
              AuditLog log() {
                opened.incrementAndGet();
                return journal.log;
              }
            });
    Users users = injector.getInstance(Users.class);
    assertThat(opened).hasValue(0);
    users.deleteOne(7);
    assertThat(opened).hasValue(1);
  }

  /** Has something that Guice gives it. */
  static class Holder {
    private final Users users;

    @Inject
    Holder(Users users) {
      this.users = users;
    }
  }

  @Test
  void recordsCallsOfWhatIsInjected() {
    journal.make(Holder.class).users.deleteOne(7);
    assertThat(journal.only().target()).contains("7");
  }
}
