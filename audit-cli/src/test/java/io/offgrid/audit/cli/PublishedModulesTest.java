package io.offgrid.audit.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the poms of this build promise to importers. Published is every module that does not say
 * otherwise.
 */
class PublishedModulesTest {
  private static final Path ROOT = Cli.ROOT;
  private static final String BOM = "audit-bom";

  @Test
  void theBomHasEveryPublishedModuleAndNothingElse() {
    assertThat(managed())
        .extracting(pom -> pom.text("groupId").orElse("") + ":" + artifactId(pom))
        .containsExactlyInAnyOrderElementsOf(
            jars().stream().map(name -> "io.offgrid.audit:" + name).toList());
  }

  @Test
  void theBomGivesAllOfThemTheVersionThatItHasItself() {
    assertThat(managed())
        .allSatisfy(pom -> assertThat(pom.text("version")).hasValue("${project.version}"));
  }

  @Test
  void theBomHasTheVersionOfTheBuildThoughItInheritsNothing() {
    assertThat(pom(BOM).all("parent")).isEmpty();
    assertThat(pom(BOM).text("version")).isEqualTo(pom(".").text("version"));
    assertThat(pom(BOM).text("groupId")).isEqualTo(pom(".").text("groupId"));
  }

  @Test
  void theBomBringsNoDependencyOfItsOwn() {
    assertThat(pom(BOM).all("dependencies", "dependency")).isEmpty();
  }

  @Test
  void everyModuleIsNamedLikeThePackageThatHoldsAllOthersOfIt() {
    assertThat(jars())
        .allSatisfy(
            module -> {
              String name = pom(module).text("properties", "module.name").orElse("none");
              assertThat(packages(module)).contains(name);
              assertThat(packages(module))
                  .allMatch(each -> each.equals(name) || each.startsWith(name + "."));
            });
  }

  @Test
  void noPackageIsInTwoModules() {
    Map<String, TreeSet<String>> owners =
        jars().stream()
            .flatMap(module -> packages(module).stream().map(each -> Map.entry(each, module)))
            .collect(
                groupingBy(
                    Map.Entry::getKey, mapping(Map.Entry::getValue, toCollection(TreeSet::new))));
    assertThat(
            owners.entrySet().stream()
                .filter(owner -> owner.getValue().size() > 1)
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)))
        .isEmpty();
  }

  private static List<Pom> managed() {
    return pom(BOM).all("dependencyManagement", "dependencies", "dependency");
  }

  /** The published modules, but for the BOM. */
  private static List<String> jars() {
    return pom(".").all("modules", "module").stream()
        .map(Pom::text)
        .filter(module -> !module.equals(BOM))
        .filter(module -> !isTrue(pom(module).text("properties", "maven.deploy.skip")))
        .toList();
  }

  private static boolean isTrue(Optional<String> property) {
    return property.filter("true"::equals).isPresent();
  }

  private static String artifactId(Pom pom) {
    return pom.text("artifactId").orElse("");
  }

  private static Pom pom(String module) {
    try {
      return Pom.of(ROOT.resolve(module));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedSet<String> packages(String module) {
    Path sources = ROOT.resolve(module).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
          .collect(toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
