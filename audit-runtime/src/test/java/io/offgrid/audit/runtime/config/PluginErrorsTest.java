package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.SinkProvider;
import io.offgrid.audit.spi.StoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody reads whose plugin does not work yet: each jar here is compiled and packed. */
class PluginErrorsTest {
  private static final String PROVIDER = "acme.AcmeProvider";
  private static final String SETTINGS = "acme.AcmeSettings";
  private static final String USED = "{store: {type: acme}}";
  private static final String UNUSED = "{}";
  private static final String MISFIT =
      "was built against another OffGrid Audit than this one" + version();

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() throws IOException {
    home = Home.in(Files.createDirectories(folder.resolve("home")));
  }

  /** That of the jar of audit-api, where the tests run with one. */
  private static String version() {
    String version = AuditLog.class.getPackage().getImplementationVersion();
    return version == null ? "" : " (" + version + ")";
  }

  /** A provider of stores with these bodies. */
  private static String provider(String type, String settings, String create) {
    return """
        package acme;
        import io.offgrid.audit.spi.*;
        public class AcmeProvider implements StoreProvider<AcmeSettings> {
          public String type() { %s }
          public Class<AcmeSettings> settingsType() { %s }
          public AuditStore create(AcmeSettings settings, ProviderContext context) { %s }
        }
        """
        .formatted(type, settings, create);
  }

  private static String settings(String components) {
    return """
        package acme;
        import io.offgrid.audit.spi.Setting;
        public record AcmeSettings(%s) {}
        """
        .formatted(components);
  }

  private static final String GOOD_TYPE = "return \"acme\";";
  private static final String GOOD_SETTINGS = "return AcmeSettings.class;";
  private static final String GOOD_CREATE = "throw new IllegalStateException(\"no store\");";

  /** A jar of two classes and a services file with this line. */
  private Path jar(String name, String line, String code, String record) throws IOException {
    return Plugins.jar(
        folder.resolve(name),
        Map.of(PROVIDER, code, SETTINGS, record),
        List.of(PROVIDER, SETTINGS),
        line.isEmpty() ? Map.of() : Map.of(StoreProvider.class, line + "\n"));
  }

  private Path jar(String line, String code, String record) throws IOException {
    return jar("acme.jar", line, code, record);
  }

  private List<String> problems(String audit, Path... jars) throws IOException {
    try (Plugins plugins = new Plugins(List.of(jars))) {
      return home.problems("audit: " + audit);
    }
  }

  private static String provider(Path jar) {
    return "the provider acme.AcmeProvider (" + jar + ") ";
  }

  @Test
  void aMissingServicesLine() throws IOException {
    Path jar = jar("", provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE), settings(""));

    assertThat(problems(USED, jar))
        .singleElement()
        .asString()
        .startsWith(
            "line 1: audit.store: there is no store of type acme; known are: file, memory; ")
        .contains(
            jar
                + " has the StoreProvider acme.AcmeProvider, which no services file names; add"
                + " META-INF/services/io.offgrid.audit.spi.StoreProvider with the line"
                + " acme.AcmeProvider");
  }

  @Test
  void aServicesLineThatLeadsNowhere() throws IOException {
    Path jar =
        jar("acme.Acme # typo", provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE), settings(""));

    assertThat(problems(UNUSED, jar))
        .containsExactly(
            jar
                + ": META-INF/services/io.offgrid.audit.spi.StoreProvider names acme.Acme, which is"
                + " not there; correct the line, or take the jar away");
  }

  @Test
  void aServicesLineThatNamesSomethingElse() throws IOException {
    Path jar = jar(SETTINGS, provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE), settings(""));

    assertThat(problems(UNUSED, jar))
        .containsExactly(
            jar
                + ": META-INF/services/io.offgrid.audit.spi.StoreProvider names acme.AcmeSettings,"
                + " which is no StoreProvider; correct the line, or take the jar away");
  }

  @Test
  void aProviderThatNobodyCanMake() throws IOException {
    String hidden =
        provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE)
            .replaceFirst("\\{", "{ AcmeProvider(int x) {}");
    Path jar = jar(PROVIDER, hidden, settings(""));

    assertThat(problems(UNUSED, jar))
        .containsExactly(
            jar
                + ": META-INF/services/io.offgrid.audit.spi.StoreProvider names acme.AcmeProvider,"
                + " which is no public class with a public constructor without parameters; make it"
                + " one, or take the jar away");
  }

  @Test
  void aProviderWhoseConstructorFails() throws IOException {
    String failing =
        provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE)
            .replaceFirst("\\{", "{ public AcmeProvider() { throw new RuntimeException(\"x\"); }");
    Path jar = jar(PROVIDER, failing, settings(""));

    assertThat(problems(UNUSED, jar))
        .containsExactly(
            jar
                + ": META-INF/services/io.offgrid.audit.spi.StoreProvider names acme.AcmeProvider,"
                + " whose constructor failed: java.lang.RuntimeException: x; correct it, or take"
                + " the jar away");
  }

  @Test
  void aProviderThatThrows() throws IOException {
    String throwing = "throw new IllegalStateException(\"who am I\");";
    for (String text :
        List.of(
            provider(throwing, GOOD_SETTINGS, GOOD_CREATE),
            provider(GOOD_TYPE, throwing, GOOD_CREATE))) {
      Path jar = jar(PROVIDER, text, settings(""));
      assertThat(problems(USED, jar))
          .containsExactly(
              provider(jar)
                  + "failed: java.lang.IllegalStateException: who am I; correct it, or take it"
                  + " away");
    }
  }

  @Test
  void aProviderThatThrowsWhenItMakes() throws IOException {
    Path jar = jar(PROVIDER, provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE), settings(""));
    Path none =
        jar("b.jar", PROVIDER, provider(GOOD_TYPE, GOOD_SETTINGS, "return null;"), settings(""));

    assertDeployFails(
        jar, "failed: java.lang.IllegalStateException: no store; correct it, or take it away");
    assertDeployFails(
        none, "cannot be used: its create() returned null; correct it, or take it away");
  }

  private void assertDeployFails(Path jar, String message) throws IOException {
    try (Plugins plugins = new Plugins(List.of(jar))) {
      AuditConfig config = home.load("audit: " + USED);
      assertThatThrownBy(config::deploy)
          .isInstanceOf(AuditException.class)
          .hasMessage(provider(jar) + message);
    }
  }

  @Test
  void aTypeThatIsNone() throws IOException {
    for (String type : List.of("null", "\"Acme Store\"")) {
      Path jar =
          jar(PROVIDER, provider("return " + type + ";", GOOD_SETTINGS, GOOD_CREATE), settings(""));
      assertThat(problems(UNUSED, jar))
          .containsExactly(
              provider(jar)
                  + "cannot be used: its type() is "
                  + type.replace("\"", "")
                  + ", not lower-case letters, digits and hyphens; correct it, or take it away");
    }
  }

  /** As raw types and null allow. */
  @Test
  void settingsThatAreNoRecord() throws IOException {
    for (String type : List.of("null", "String.class")) {
      String raw = "return (Class) " + type + ";";
      Path jar = jar(PROVIDER, provider(GOOD_TYPE, raw, GOOD_CREATE), settings(""));
      assertThat(problems(USED, jar))
          .containsExactly(
              provider(jar)
                  + "cannot be used: its settingsType() is "
                  + (type.equals("null") ? type : "class java.lang.String")
                  + ", not a record; correct it, or take it away");
    }
  }

  @Test
  void settingsOfATypeThatCannotBeWritten() throws IOException {
    assertSettingsFail(
        "@Setting(\"When\") java.util.Optional<java.util.Date> since",
        "audit.store.since cannot be of type java.util.Date; the javadoc of @Setting lists the"
            + " types");
    assertSettingsFail(
        "@Setting(\"When\") Integer since",
        "audit.store.since cannot be of type java.lang.Integer; the javadoc of @Setting lists the"
            + " types");
    assertSettingsFail("int since", "the component since of acme.AcmeSettings has no @Setting");
  }

  private void assertSettingsFail(String components, String message) throws IOException {
    Path jar = jar(PROVIDER, provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE), settings(components));
    assertThat(problems(USED, jar))
        .containsExactly(
            provider(jar) + "cannot be used: " + message + "; correct it, or take it away");
  }

  @Test
  void aDefaultThatIsNone() throws IOException {
    Path jar =
        jar(
            PROVIDER,
            provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE),
            settings("@Setting(value = \"How many\", defaultValue = \"many\") int count"));

    assertThat(problems(USED, jar))
        .containsExactly(
            "default: audit.store.count must be a whole number, not \"many\"",
            provider(jar)
                + "cannot be used: audit.store.count cannot be its default, many; correct it, or"
                + " take it away");
  }

  @Test
  void settingsWhoseConstructorBreaks() throws IOException {
    String broken =
        settings("@Setting(value = \"How many\", defaultValue = \"1\") int count")
            .replace("{}", "{ public AcmeSettings { Object o = null; o.hashCode(); } }");
    Path jar = jar(PROVIDER, provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE), broken);

    assertThat(problems(USED, jar))
        .singleElement()
        .asString()
        .startsWith(
            provider(jar)
                + "cannot be used: the constructor of acme.AcmeSettings threw"
                + " java.lang.NullPointerException")
        .endsWith(
            ", where IllegalArgumentException is for wrong values; correct it, or take it away");
  }

  @Test
  void twoProvidersOfOneType() throws IOException {
    Path one =
        jar("one.jar", PROVIDER, provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE), settings(""));
    String renamed =
        provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE).replace("AcmeProvider", "TwinProvider");
    Path two =
        Plugins.jar(
            folder.resolve("two.jar"),
            Map.of("acme.TwinProvider", renamed, SETTINGS, settings("")),
            List.of("acme.TwinProvider"),
            Map.of(StoreProvider.class, "acme.TwinProvider"));

    assertThat(problems(UNUSED, one, two))
        .containsExactly(
            "two stores are of type acme: acme.AcmeProvider (%s) and acme.TwinProvider (%s); take one of them away"
                .formatted(one, two));
  }

  /** An upgrade that left the old jar: which one is used would be chance. */
  @Test
  void twoJarsWithOneProvider() throws IOException {
    String good = provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE);
    Path old = jar("acme-1.0.jar", PROVIDER, good, settings(""));
    Path young = jar("acme-1.1.jar", PROVIDER, good, settings("int colour"));

    assertThat(problems(UNUSED, old, young))
        .containsExactly(
            "acme.AcmeProvider is in two jars, %s and %s; take one of them away"
                .formatted(old, young));
  }

  /** The jars beside an executable jar, and those of the repository, in the tests of a build. */
  @Test
  void butNotTwoCopiesOfOneJar() throws IOException {
    String good = provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE);
    Path jar = jar("acme.jar", PROVIDER, good, settings(""));
    Path copy = Files.copy(jar, folder.resolve("copy.jar"));

    try (Plugins plugins = new Plugins(List.of(jar, copy))) {
      assertThat(home.load("audit: " + UNUSED).warnings()).isEmpty();
    }
  }

  @Test
  void aPluginBuiltAgainstANewerApi() throws IOException {
    String newer =
        """
        package io.offgrid.audit.spi;
        public record ProviderContext(String region) {}
        """;
    Path jar =
        Plugins.jar(
            folder.resolve("acme.jar"),
            Map.of(
                "io.offgrid.audit.spi.ProviderContext",
                newer,
                PROVIDER,
                provider(GOOD_TYPE, GOOD_SETTINGS, "throw new RuntimeException(context.region());"),
                SETTINGS,
                settings("")),
            List.of(PROVIDER, SETTINGS),
            Map.of(StoreProvider.class, PROVIDER));

    assertDeployFails(
        jar,
        MISFIT
            + ", or a library of it is missing:"
            + " java.lang.NoSuchMethodError: 'java.lang.String"
            + " io.offgrid.audit.spi.ProviderContext.region()'; get a build that fits, or take it"
            + " away");
  }

  @Test
  void aPluginOfAnInterfaceThatIsNotThereYet() throws IOException {
    String newer = "package io.offgrid.audit.spi; public interface Regional {}";
    String regional =
        provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE)
            .replace("StoreProvider<AcmeSettings>", "StoreProvider<AcmeSettings>, Regional");
    Path jar =
        Plugins.jar(
            folder.resolve("acme.jar"),
            Map.of(
                "io.offgrid.audit.spi.Regional", newer, PROVIDER, regional, SETTINGS, settings("")),
            List.of(PROVIDER, SETTINGS),
            Map.of(StoreProvider.class, PROVIDER));

    assertThat(problems(UNUSED, jar))
        .containsExactly(
            jar
                + ": META-INF/services/io.offgrid.audit.spi.StoreProvider names acme.AcmeProvider,"
                + " which "
                + MISFIT
                + ", or a library of it"
                + " is missing: java.lang.NoClassDefFoundError: io/offgrid/audit/spi/Regional; get a"
                + " build that fits, or take it away");
  }

  @Test
  void aPluginForANewerJava() throws IOException {
    Path jar = jar(PROVIDER, provider(GOOD_TYPE, GOOD_SETTINGS, GOOD_CREATE), settings(""));
    Path younger = Plugins.withClassVersion(jar, folder.resolve("young.jar"), 99);

    assertThat(problems(UNUSED, younger))
        .singleElement()
        .asString()
        .startsWith(
            younger
                + ": META-INF/services/io.offgrid.audit.spi.StoreProvider names acme.AcmeProvider,"
                + " which needs a newer Java than this one (%s): "
                    .formatted(Runtime.version().feature()))
        .endsWith("; run a newer one (JAVA_HOME chooses), or get a build for this one");
  }

  @Test
  void aSinkThatDoesNotFitSaysSoInTheMiddleOfItsWork() throws IOException {
    String newer = "package io.offgrid.audit; public interface AuditRecord { String region(); }";
    String sink =
        """
        package acme;
        import io.offgrid.audit.AuditRecord;
        import io.offgrid.audit.spi.*;
        import java.time.Duration;
        import java.util.List;
        import java.util.function.Consumer;
        public class AcmeProvider implements SinkProvider<AcmeProvider.Settings>, Sink {
          public record Settings() {}
          public String type() { return "acme"; }
          public Class<Settings> settingsType() { return Settings.class; }
          public Sink create(Settings settings, ProviderContext context) { return this; }
          public void deliver(List<? extends AuditRecord> batch, Duration timeout) {}
          public long confirmed() { return 0; }
          public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
            record.region();
          }
          public String target() { return "acme"; }
          public void close() {}
        }
        """;
    Path jar =
        Plugins.jar(
            folder.resolve("acme.jar"),
            Map.of("io.offgrid.audit.AuditRecord", newer, PROVIDER, sink),
            List.of(PROVIDER, PROVIDER + "$Settings"),
            Map.of(SinkProvider.class, PROVIDER));
    try (Plugins plugins = new Plugins(List.of(jar));
        AuditDeployment deployment =
            home.load("audit: {sinks: [{type: acme, name: a}]}").deploy()) {
      SinkOperations sinks = deployment.openSinks();
      assertThatThrownBy(() -> sinks.test("a", step -> {}))
          .isInstanceOf(SinkException.class)
          .hasMessage(
              provider(jar)
                  + MISFIT
                  + ", or a library of it is"
                  + " missing: java.lang.NoSuchMethodError: 'java.lang.String"
                  + " io.offgrid.audit.AuditRecord.region()'; get a build that fits, or take it"
                  + " away");
    }
  }

  /** Sinks are looked for only where one is configured. */
  @Test
  void aBrokenSinkHurtsNobodyWithoutSinks() throws IOException {
    Path jar =
        Plugins.jar(
            folder.resolve("acme.jar"),
            Map.of(),
            List.of(),
            Map.of(SinkProvider.class, "acme.Nowhere"));
    List<String> loaded = new ArrayList<>();
    try (Plugins plugins = new Plugins(List.of(jar))) {
      home.load("audit: {}").describe().forEach(line -> loaded.add(line.key()));
    }

    assertThat(loaded).contains("audit.enabled");
    assertThat(problems("{sinks: [{type: acme, name: a}]}", jar))
        .containsExactly(
            jar
                + ": META-INF/services/io.offgrid.audit.spi.SinkProvider names acme.Nowhere, which"
                + " is not there; correct the line, or take the jar away");
  }
}
