package io.offgrid.audit.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Setting;
import io.offgrid.audit.spi.StoreProvider;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FileStoreProviderTest {
  private static final ProviderContext CONTEXT =
      new ProviderContext(Path.of("/home/me"), Path.of("/home/me/audit"), Clock.systemUTC());

  private static String location(Optional<Path> dir) {
    try (AuditStore store = new FileStoreProvider().create(new FileStoreSettings(dir), CONTEXT)) {
      return store.location();
    }
  }

  @Test
  @SuppressWarnings("rawtypes") // A service has no type arguments.
  void isFoundAsAServiceByItsType() {
    assertThat(ServiceLoader.load(StoreProvider.class).stream().map(found -> found.get().type()))
        .contains("file");
    assertThat(new FileStoreProvider().settingsType()).isEqualTo(FileStoreSettings.class);
  }

  @Test
  void keepsTheLogInTheDeploymentsDirectoryOrWhereTheSettingsSay() {
    assertThat(location(Optional.empty())).isEqualTo("/home/me/audit");
    assertThat(location(Optional.of(Path.of("/var/log/audit")))).isEqualTo("/var/log/audit");
    assertThat(location(Optional.of(Path.of("other")))).isEqualTo("/home/me/other");
  }

  @Test
  void theReadmeListsEverySetting() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (RecordComponent setting : FileStoreSettings.class.getRecordComponents()) {
      Setting described = Objects.requireNonNull(setting.getAnnotation(Setting.class));
      assertThat(readme).contains("| `" + setting.getName() + "` |").contains(described.value());
    }
  }
}
