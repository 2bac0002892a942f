package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every attack that docs/security-model.md names is carried out, and shows as it says there. */
class SecurityModelIT {
  private static final Path DOCUMENT = Cli.ROOT.resolve("docs/security-model.md");
  private static final String BEGIN = "<!-- attacks -->";
  private static final String END = "<!-- /attacks -->";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  @TempDir private static Path folder;
  private static CrimeScene scene = new CrimeScene(Path.of("nowhere"));

  /**
   * A row that begins with the name of an attack.
   *
   * @param looks the command that looks afterwards
   * @param kinds of findings, exactly these
   * @param words that the command prints
   */
  private record Row(
      String attack, String looks, Set<String> kinds, List<String> words, int status) {
    static Row of(String line) {
      String[] cells = line.split("\\|", -1);
      return new Row(
          found(CODE, cells[1]).get(0),
          found(CODE, cells[3]).get(0),
          new TreeSet<>(found(CODE, cells[4])),
          found(QUOTED, cells[4]),
          Integer.parseInt(cells[5].strip()));
    }

    private static List<String> found(Pattern pattern, String cell) {
      return pattern.matcher(cell).results().map(SecurityModelIT::first).toList();
    }
  }

  @BeforeAll
  static void recordOnce() throws IOException {
    scene = new CrimeScene(Files.createDirectories(folder.resolve("before")));
    scene.prepare();
  }

  @Test
  void everyAttackHasARowAndEveryRowAnAttack() throws IOException {
    assertThat(rows().stream().map(Row::attack).collect(Collectors.toSet()))
        .isEqualTo(Attacks.names());
  }

  @Test
  void theLogIsIntactBefore() throws IOException {
    assertThat(scene.cli().audit("verify", "--head", scene.head().toString()).ended(0).out())
        .startsWith("OK");
    scene.cli().audit("verify", "--dir", scene.backup().toString()).ended(0);
    scene.cli().audit("verify", "--file", scene.export().toString()).ended(0);
  }

  @TestFactory
  Stream<DynamicTest> showsAsTheRowSays() throws IOException {
    return rows().stream()
        .map(row -> DynamicTest.dynamicTest(row.attack() + ", " + row.looks(), () -> check(row)));
  }

  private static void check(Row row) throws IOException {
    CrimeScene spoilt = scene.copyTo(folder.resolve("after"));
    try {
      Attacks.named(row.attack()).on(spoilt);
      Result result = spoilt.cli().audit(command(row, spoilt));
      String said = result.out() + result.err();
      assertThat(result.status()).describedAs(said).isEqualTo(row.status());
      assertThat(kinds(row, result)).isEqualTo(row.kinds());
      assertThat(row.words()).allSatisfy(word -> assertThat(said).contains(word));
    } finally {
      CrimeScene.delete(spoilt.folder());
    }
  }

  private static String[] command(Row row, CrimeScene spoilt) {
    List<String> command = new ArrayList<>();
    for (String word : row.looks().split(" ", -1)) {
      switch (word) {
        case "HEAD" -> command.add(spoilt.head().toString());
        case "BACKUP" -> command.add(spoilt.backup().toString());
        case "EXPORT" -> command.add(spoilt.export().toString());
        default -> command.add(word);
      }
    }
    if (isVerify(row)) {
      command.addAll(List.of("-o", "json"));
    }
    return command.toArray(String[]::new);
  }

  private static Set<String> kinds(Row row, Result result) throws IOException {
    Set<String> kinds = new TreeSet<>();
    if (isVerify(row) && !result.out().isEmpty()) {
      for (JsonNode finding : result.json().at("/findings")) {
        kinds.add(finding.at("/kind").asText());
      }
    }
    return kinds;
  }

  private static boolean isVerify(Row row) {
    return row.looks().startsWith("verify");
  }

  private static List<Row> rows() throws IOException {
    String text = Files.readString(DOCUMENT);
    return text.substring(text.indexOf(BEGIN), text.indexOf(END))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(Row::of)
        .toList();
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }
}
