package io.offgrid.audit.testkit;

import static io.offgrid.audit.testkit.StoreContents.append;
import static io.offgrid.audit.testkit.StoreContents.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.StoreProvider;
import io.offgrid.audit.spi.StoreSession;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class InMemoryStoreProviderTest {
  private static AuditStore store(Optional<String> disk) {
    ProviderContext context = new ProviderContext(Path.of("/"), Path.of("/"), Clock.systemUTC());
    return new InMemoryStoreProvider().create(new InMemoryStoreSettings(disk), context);
  }

  @Test
  @SuppressWarnings("rawtypes") // A service has no type arguments.
  void isFoundAsAServiceByItsType() {
    assertThat(ServiceLoader.load(StoreProvider.class).stream().map(found -> found.get().type()))
        .contains("memory");
  }

  @Test
  void storesOfOneNameShareALogAndThoseWithoutANameDoNot() {
    for (Optional<String> disk : List.of(Optional.of("shared"), Optional.<String>empty())) {
      try (AuditStore store = store(disk);
          StoreSession session = store.exclusive()) {
        session.create("{}\n".getBytes(UTF_8));
        append(session, "one\n");
      }
    }
    assertThat(read(store(Optional.of("shared")))).isEqualTo("one\n");
    assertThat(read(store(Optional.empty()))).isEmpty();
  }
}
