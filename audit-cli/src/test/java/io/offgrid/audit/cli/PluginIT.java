package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that somebody drops into {@code plugins} of an installation. */
class PluginIT {
  private static final String SERVICES = "META-INF/services/io.offgrid.audit.spi.ExporterProvider";

  private static final String SHOUTING =
      """
      import io.offgrid.audit.AuditRecord;
      import io.offgrid.audit.spi.*;
      import java.io.*;
      import java.util.Iterator;
      public class Shouting implements ExporterProvider<Shouting.Settings>, Exporter {
        public record Settings() {}
        public String type() { return "shouting"; }
        public Class<Settings> settingsType() { return Settings.class; }
        public Exporter create(Settings settings, ProviderContext context) { return this; }
        public String mediaType() { return "text/plain"; }
        public String fileExtension() { return "txt"; }
        public void export(Iterator<? extends AuditRecord> records, OutputStream out)
            throws IOException {
          while (records.hasNext()) {
            out.write((records.next().type().toUpperCase() + "!\\n").getBytes("UTF-8"));
          }
        }
      }
      """;

  @TempDir private Path folder;
  private Cli cli;
  private Path installation;

  @BeforeEach
  void install() throws IOException {
    cli = new Cli(folder);
    installation = folder.resolve("offgrid");
    cli.run("", List.of("cp", "-a", Cli.INSTALLATION.toString(), installation.toString())).ended(0);
  }

  private Result audit(String... arguments) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(installation.resolve("bin/offgrid").toString(), "audit"),
                Stream.of(arguments))
            .toList();
    return cli.run("", command);
  }

  /** Compiles and packs it with the tools of the JDK, as a build does. */
  private Path drop(String services) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("plugin"));
    Files.writeString(sources.resolve("Shouting.java"), SHOUTING);
    Path file = sources.resolve(SERVICES);
    Files.createDirectories(file.getParent());
    Files.writeString(file, services);
    String tools = System.getProperty("java.home") + "/bin/";
    String libraries = installation.resolve("lib") + "/*";
    String source = sources.resolve("Shouting.java").toString();
    cli.run("", List.of(tools + "javac", "--release", "17", "-cp", libraries, source)).ended(0);
    Path jar = installation.resolve("plugins/shouting.jar");
    cli.run("", List.of(tools + "jar", "cf", jar.toString(), "-C", sources.toString(), "."))
        .ended(0);
    return jar;
  }

  @Test
  void isThereForWhoeverNamesItsType() throws IOException {
    drop("Shouting\n");
    cli.audit("record", "--type", "auth_success").ended(0);

    assertThat(audit("export", "--format", "shouting", "-").ended(0).out())
        .isEqualTo("AUTH_SUCCESS!\n");
    assertThat(audit("export", "--format", "shoutin", "-").ended(2).err())
        .contains("there is no exporter of type shoutin; did you mean shouting?");
  }

  @Test
  void whoseServicesFileIsWrongIsNamed() throws IOException {
    Path jar = drop("Shoutin\n");
    cli.audit("record", "--type", "auth_success").ended(0);

    assertThat(audit("export", "--format", "shouting", "-").ended(3).err())
        .contains(
            jar
                + ": "
                + SERVICES
                + " names Shoutin, which is not there; correct the line, or take");
    assertThat(audit("show").ended(0).err()).describedAs("who needs no exporter").isEmpty();
  }
}
