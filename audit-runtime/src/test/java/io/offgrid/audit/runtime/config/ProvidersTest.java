package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Setting;
import io.offgrid.audit.spi.StoreProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {
  /** A place in another settings record. */
  public record Node(
      @Setting("Its name") String host,
      @Setting(value = "Its port", defaultValue = "1") int port) {}

  /** Every kind of setting. */
  public record RemoteSettings(
      @Setting("Where it is") String url,
      @Setting("Opens it") Secret token,
      @Setting("Opens it, too") Optional<Secret> pin,
      @Setting(value = "How long to wait", defaultValue = "5s") Duration patience,
      @Setting(value = "How much", defaultValue = "0.5") double share,
      @Setting(value = "How many bytes", defaultValue = "9000000000") long quota,
      @Setting("Its parts") List<Node> nodes,
      @Setting("Its best part") Optional<Node> best,
      @Setting("Words") Map<String, String> labels) {
    public RemoteSettings {
      if (!url.startsWith("https://")) {
        throw new IllegalArgumentException("url must begin with https://, unlike " + url);
      }
      if (share > 1) {
        throw new IllegalArgumentException(
            "more than everything is not there for " + token.reveal());
      }
    }
  }

  /** A store with all of them. */
  public static class Remote implements StoreProvider<RemoteSettings> {
    @Override
    public String type() {
      return "remote";
    }

    @Override
    public Class<RemoteSettings> settingsType() {
      return RemoteSettings.class;
    }

    @Override
    public AuditStore create(RemoteSettings settings, ProviderContext context) {
      throw new IllegalStateException("offline: " + settings.nodes());
    }
  }

  /** Another one that calls itself the same. */
  public static final class Twin extends Remote {}

  /** Does not even know its name. */
  public static final class Nameless extends Remote {
    @Override
    public String type() {
      throw new IllegalStateException("who am I");
    }
  }

  /** Has settings that cannot be. */
  public static final class Strange extends Remote {
    @Override
    public String type() {
      return "strange";
    }

    @Override
    public Class<RemoteSettings> settingsType() {
      throw new UnsupportedOperationException("none");
    }
  }

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  /** What is wrong when these providers are installed too. */
  private List<String> problems(List<Class<?>> providers, String... yaml) throws IOException {
    try (Installed installed = new Installed(folder, providers)) {
      return home.problems(yaml);
    }
  }

  private static String name(Class<?> type) {
    return type.getName()
        + " ("
        + type.getProtectionDomain().getCodeSource().getLocation().getPath()
        + ")";
  }

  /** Installs providers for the current thread. */
  private static final class Installed implements AutoCloseable {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;

    Installed(Path folder, List<Class<?>> providers) throws IOException {
      Path services = Files.createDirectories(folder.resolve("jar/META-INF/services"));
      Files.write(
          services.resolve(StoreProvider.class.getName()),
          providers.stream().map(Class::getName).toList());
      loader = new URLClassLoader(new URL[] {folder.resolve("jar").toUri().toURL()}, before);
      Thread.currentThread().setContextClassLoader(loader);
    }

    @Override
    public void close() throws IOException {
      Thread.currentThread().setContextClassLoader(before);
      loader.close();
    }
  }

  @Test
  void getTheirSettings() throws IOException {
    home.file("token", "open sesame\n");
    try (Installed installed = new Installed(folder, List.of(Remote.class))) {
      AuditConfig config =
          home.load(
              "audit:",
              "  store:",
              "    type: remote",
              "    url: https://store.example/",
              "    token_file: token",
              "    pin: 1234",
              "    patience: 2m",
              "    share: 1",
              "    nodes:",
              "      - host: a",
              "        port: 7",
              "      - {host: b}",
              "    best: {host: c}",
              "    labels: {site: north}");
      assertThat(config.parts().store().settings())
          .isEqualTo(
              new RemoteSettings(
                  "https://store.example/",
                  new Secret("open sesame"),
                  Optional.of(new Secret("1234")),
                  Duration.ofMinutes(2),
                  1,
                  9_000_000_000L,
                  List.of(new Node("a", 7), new Node("b", 1)),
                  Optional.of(new Node("c", 1)),
                  Map.of("site", "north")));
      assertThat(config.describe())
          .contains(
              new Described("audit.store.url", "https://store.example/", "line 4"),
              new Described("audit.store.token_file", "****", "line 5"),
              new Described("audit.store.pin", "****", "line 6"),
              new Described("audit.store.patience", "2m", "line 7"),
              new Described("audit.store.quota", "9000000000", "default"),
              new Described("audit.store.best.host", "c", "line 13"),
              new Described("audit.store.labels", "site: north", "line 14"));
    }
  }

  @Test
  void areToldAllThatIsWrongWithTheirSettings() throws IOException {
    assertThat(
            problems(
                List.of(Remote.class),
                "audit:",
                "  store:",
                "    type: remote",
                "    token: open sesame",
                "    token_file: token",
                "    urls: x",
                "    share: much",
                "    nodes: [{prot: 1}]",
                "  enabled: maybe"))
        .containsExactly(
            "line 2: audit.store.url is missing: Where it is",
            "line 5: only one of audit.store.token and audit.store.token_file may be given",
            "line 5: audit.store.token_file: the file "
                + folder.resolve("token")
                + " does not exist",
            "line 6: audit.store.urls is not a known key; did you mean url?",
            "line 7: audit.store.share must be a number, not \"much\"",
            "line 8: entry 1 of audit.store.nodes.prot is not a known key; did you mean port?",
            "line 8: entry 1 of audit.store.nodes.host is missing: Its name",
            "line 9: audit.enabled must be true or false, not \"maybe\"");
  }

  @Test
  void judgeTheirSettingsWithoutTellingSecrets() throws IOException {
    assertThat(
            problems(
                List.of(Remote.class),
                "audit:",
                "  store:",
                "    type: remote",
                "    token: open sesame",
                "    url: https://x",
                "    share: 2"))
        .containsExactly("line 6: audit.store.share: more than everything is not there for ****");
    assertThat(
            problems(
                List.of(Remote.class), "audit:", "  store: {type: remote, token: t, url: 'http:'}"))
        .containsExactly("line 2: audit.store.url must begin with https://, unlike http:");
  }

  @Test
  void areNamedWhenTheyFailToMakeTheirComponent() throws IOException {
    try (Installed installed = new Installed(folder, List.of(Remote.class))) {
      AuditConfig config =
          home.load("audit:", "  store: {type: remote, token: t, url: 'https://x'}");
      assertThatThrownBy(config::deploy)
          .isInstanceOf(AuditException.class)
          .hasMessage(
              "the provider %s failed: java.lang.IllegalStateException: offline: []",
              name(Remote.class));
    }
  }

  @Test
  void cannotShareAType() throws IOException {
    assertThat(problems(List.of(Remote.class, Twin.class), "audit: {}"))
        .containsExactly(
            "two stores are of type remote: %s and %s; take one of them away"
                .formatted(name(Remote.class), name(Twin.class)));
  }

  @Test
  void areNamedWhenTheyFail() throws IOException {
    assertThat(problems(List.of(Nameless.class), "audit: {}"))
        .containsExactly(
            "the provider "
                + name(Nameless.class)
                + " failed: java.lang.IllegalStateException: who am I");
    assertThat(problems(List.of(Strange.class), "audit: {store: strange}"))
        .containsExactly(
            "the provider "
                + name(Strange.class)
                + " failed: java.lang.UnsupportedOperationException: none");
  }

  @Test
  void areNamedWhenTheyAreNone() throws IOException {
    assertThat(problems(List.of(ProvidersTest.class), "audit: {}"))
        .containsExactly(
            "the stores cannot be loaded: io.offgrid.audit.spi.StoreProvider:"
                + " io.offgrid.audit.runtime.config.ProvidersTest not a subtype");
  }
}
