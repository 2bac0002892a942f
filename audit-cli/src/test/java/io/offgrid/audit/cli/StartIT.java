package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command loads to start, and from where. */
class StartIT {
  private static final String FROM_ARCHIVE =
      "io.offgrid.audit.cli.Offgrid source: shared objects file";

  private static final String[] SINKS = {
    "io.offgrid.audit.sink.", "okhttp3.", "kotlin.", "org.apache.logging.", "com.teragrep."
  };

  private static final String LIBRARY = "/lib/server/";

  private static final String[] SERVER = {"io.offgrid.audit.server.", "org.eclipse.jetty."};

  @TempDir private Path folder;
  private Cli cli;
  private Path loaded;

  @BeforeEach
  void prepare() {
    cli = new Cli(folder);
    loaded = folder.resolve("loaded");
    cli.with("OFFGRID_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
  }

  @Test
  void startsFromTheArchiveThatTheBuildMade() throws IOException {
    cli.with("JAVA_HOME", System.getProperty("java.home"));

    assertThat(cli.audit("show").ended(0).out()).isEmpty();
    assertThat(Files.readString(loaded)).contains(FROM_ARCHIVE);
  }

  @Test
  void loadsNeitherGuiceNorYamlWithoutNeed() throws IOException {
    cli.recordCloudTrail();
    for (String command : List.of("show", "stats", "verify", "head", "export-csv -")) {
      cli.audit(command.split(" ")).ended(0);

      assertThat(Files.readString(loaded))
          .describedAs(command)
          .contains("io.offgrid.audit.runtime.config.AuditDeployment")
          .doesNotContain("com.google.", "org.yaml.", "org.slf4j.simple");
    }
  }

  @Test
  void showsALogWithoutLoadingAnySink() throws IOException {
    cli.recordCloudTrail();
    cli.audit("show").ended(0);

    assertThat(Files.readString(loaded)).doesNotContain(SINKS);
  }

  @Test
  void loadsTheSinkOfARecordingFromTheArchive() throws IOException {
    cli.with("JAVA_HOME", System.getProperty("java.home"));
    cli.configure("audit:\n  webhook: {url: 'http://127.0.0.1:1/'}\n");
    cli.audit("record", "--type", "auth").ended(0);

    assertThat(Files.readString(loaded)).contains("okhttp3.OkHttpClient source: shared objects");
  }

  @Test
  void hasTheServerOnTheClassPathOfServeAlone() throws IOException {
    cli.with("OFFGRID_JAVA_OPTS", "-XshowSettings:properties");

    assertThat(cli.audit("show").ended(0).err())
        .contains("/lib/audit-cli-")
        .doesNotContain(LIBRARY);
    assertThat(cli.audit("serve", "--help").ended(0).err()).contains(LIBRARY);
  }

  @Test
  void loadsTheServerForServingAlone() throws Exception {
    cli.with("JAVA_HOME", System.getProperty("java.home"));
    for (String command : List.of("show", "serve --help", "token --help", "man serve")) {
      cli.audit(command.split(" ")).ended(0);

      assertThat(Files.readString(loaded)).describedAs(command).doesNotContain(SERVER);
    }
    try (Stream<Path> jars = Files.list(Cli.INSTALLATION.resolve("lib"))) {
      assertThat(jars.map(Path::getFileName).map(Path::toString))
          .noneMatch(jar -> jar.matches("(audit-server|javalin|jetty|jakarta.servlet|uplot).*"));
    }
    try (Served server = Served.start(cli)) {
      assertThat(server.err()).isEmpty();
      assertThat(Files.readString(loaded)).contains(SERVER).contains(FROM_ARCHIVE);
    }
  }

  @Test
  void saysThatItHasNoServerWhereThatWasLeftOut() throws IOException {
    Path copy = copyOfTheInstallation("copy");
    Files.move(copy.resolve("lib/server"), folder.resolve("server"));

    String offgrid = copy.resolve("bin/offgrid").toString();
    assertThat(cli.run("", List.of(offgrid, "audit", "serve")).ended(3).err())
        .isEqualTo(
            "offgrid: this installation has no server: put audit-server and what it needs on its"
                + " class path\n");
    assertThat(cli.home()).doesNotExist();
  }

  @Test
  void startsWithoutTheArchiveWhereItWasCopiedTo() throws IOException {
    Path copy = copyOfTheInstallation("a copy");

    assertThat(version(copy).err()).isEmpty();
    assertThat(Files.readString(loaded)).doesNotContain(FROM_ARCHIVE);
  }

  @Test
  void startsFromAnArchiveAgainOnceItIsPreparedThere() throws IOException {
    Path copy = copyOfTheInstallation("copy"); // the JVM archives no class from a path with a space
    Result prepared = cli.run("", List.of(copy.resolve("bin/offgrid-prepare").toString())).ended(0);

    assertThat(prepared.out() + prepared.err()).isEmpty();
    assertThat(version(copy).err()).isEmpty();
    assertThat(Files.readString(loaded)).contains(FROM_ARCHIVE);
  }

  @Test
  void saysNothingOfAnArchiveThatIsNone() throws IOException {
    Path copy = copyOfTheInstallation("a copy");
    Files.delete(copy.resolve("lib/offgrid.jsa"));
    Files.writeString(copy.resolve("lib/offgrid.jsa"), "garbage");
    Path made = copy.resolve("lib/offgrid.jsa.for");
    String from = Cli.INSTALLATION.toString();
    Files.writeString(made, Files.readString(made).replace(from, copy.toString()));

    assertThat(version(copy).err()).isEmpty();
  }

  @Test
  void startsQuietlyOnAnotherJavaThanTheArchiveIsFor() throws IOException {
    Optional<Path> other = otherJava();
    assumeThat(other).isPresent();
    cli.with("JAVA_HOME", other.orElseThrow().toString());

    cli.audit("record", "--type", "auth").ended(0);
    Result shown = cli.audit("show").ended(0);

    assertThat(shown.err()).isEmpty();
    assertThat(shown.out().lines()).hasSize(2);
  }

  private Result version(Path installation) throws IOException {
    Result result =
        cli.run("", List.of(installation.resolve("bin/offgrid").toString(), "--version")).ended(0);
    assertThat(result.out()).startsWith("offgrid ");
    return result;
  }

  private Path copyOfTheInstallation(String name) throws IOException {
    Path from = Cli.INSTALLATION;
    Path to = folder.toRealPath().resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  /** One beside that of this test, of another version. */
  private static Optional<Path> otherJava() throws IOException {
    Path mine = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> all = Files.list(mine.resolve(".."))) {
      return all.filter(path -> !Files.isSymbolicLink(path) && !path.endsWith(mine.getFileName()))
          .filter(path -> Files.isExecutable(path.resolve("bin/java")))
          .findFirst();
    }
  }
}
