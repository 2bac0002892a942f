package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Setting;
import io.offgrid.audit.spi.StoreProvider;
import java.io.IOException;
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

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  /** What is wrong when these providers are installed too. */
  private List<String> problems(List<Class<?>> providers, String... yaml) throws IOException {
    try (Plugins installed = new Plugins(folder, providers)) {
      return home.problems(yaml);
    }
  }

  @Test
  void getTheirSettings() throws IOException {
    home.file("token", "open sesame\n");
    try (Plugins installed = new Plugins(folder, List.of(Remote.class))) {
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
}
