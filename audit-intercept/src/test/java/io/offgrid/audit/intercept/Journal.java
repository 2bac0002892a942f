package io.offgrid.audit.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Module;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.AuditQuery;
import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.chain.SigningKey;
import io.offgrid.audit.runtime.AuditLogBuilder;
import io.offgrid.audit.testkit.InMemoryStore;
import io.offgrid.audit.testkit.MemoryDisk;
import java.util.ArrayList;
import java.util.List;

/** A log in memory, and injectors that record to it. */
final class Journal implements AutoCloseable {
  private final InMemoryStore store = InMemoryStore.open(new MemoryDisk());
  final AuditLog log =
      AuditLogBuilder.on(store, () -> KeyRing.of(SigningKey.parse("a key for this test"))).open();

  /** An object that Guice makes. */
  <T> T make(Class<T> type, Module... modules) {
    List<Module> all = new ArrayList<>(List.of(modules));
    all.add(new AuditInterceptModule());
    all.add(binder -> binder.bind(AuditLog.class).toInstance(log));
    all.add(binder -> binder.bind(type));
    return Guice.createInjector(all).getInstance(type);
  }

  /** Binds who calls. */
  static Module calledBy(AuditContext context) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(AuditContext.class).toInstance(context);
      }
    };
  }

  /** All records, in a log that verifies. */
  List<AuditRecord> records() {
    assertThat(log.verify(VerifyRequest.standard()).verdict()).isEqualTo(Verdict.OK);
    List<AuditRecord> records = new ArrayList<>();
    try (RecordCursor cursor = log.query(AuditQuery.all())) {
      cursor.forEachRemaining(records::add);
    }
    return records;
  }

  /** The only record. */
  AuditRecord only() {
    List<AuditRecord> records = records();
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  @Override
  public void close() {
    log.close();
    store.close();
  }
}
