package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The table and the drawing in docs/architecture.md say what the poms say. */
class DocumentedArchitectureTest {
  private static final Path DOCS = Cli.ROOT.resolve("docs");
  private static final String BEGIN = "<!-- dependencies -->\n";
  private static final String END = "<!-- /dependencies -->";

  private static final Set<String> NOT_DRAWN =
      Set.of("audit-bom", "audit-faults", "audit-benchmarks");

  private static final Map<String, Room> ROOMS = new TreeMap<>();

  /**
   * What a module depends on, of ours.
   *
   * @param knows what its classes may name
   * @param brings what is only there at run time
   */
  private record Room(Set<String> knows, Set<String> brings) {}

  @BeforeAll
  static void readThePoms() throws Exception {
    for (Element module : elements(parse(Cli.ROOT.resolve("pom.xml")), "module")) {
      String name = module.getTextContent();
      ROOMS.put(name, room(parse(Cli.ROOT.resolve(name).resolve("pom.xml"))));
    }
  }

  @Test
  void theTableHasWhatThePomsHave() throws IOException {
    assertThat(table()).isEqualTo(ROOMS);
  }

  @Test
  void theDrawingHasWhatThePomsHave() throws Exception {
    Set<String> edges = new TreeSet<>();
    ROOMS.forEach(
        (name, room) -> {
          if (!NOT_DRAWN.contains(name)) {
            room.knows().forEach(known -> edges.add(name + " -> " + known));
            room.brings().forEach(brought -> edges.add(name + " - - " + brought));
          }
        });

    assertThat(drawnEdges()).isEqualTo(edges);
  }

  @Test
  void theDrawingNamesEveryRoom() throws Exception {
    Set<String> drawn =
        elements(drawing(), "text").stream()
            .filter(text -> classes(text).contains("name"))
            .map(Element::getTextContent)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> rooms = new TreeSet<>(ROOMS.keySet());
    rooms.removeAll(NOT_DRAWN);

    assertThat(drawn).isEqualTo(rooms);
  }

  private static Room room(Document pom) {
    Room room = new Room(new TreeSet<>(), new TreeSet<>());
    for (Element dependency : elements(pom, "dependency")) {
      String scope = text(dependency, "scope");
      boolean ours = text(dependency, "groupId").equals("io.offgrid.audit");
      if (ours && !scope.equals("test") && !isManaged(dependency)) {
        (scope.equals("runtime") ? room.brings() : room.knows())
            .add(text(dependency, "artifactId"));
      }
    }
    return room;
  }

  private static boolean isManaged(Element dependency) {
    return dependency.getParentNode().getParentNode().getNodeName().equals("dependencyManagement");
  }

  private static Map<String, Room> table() throws IOException {
    String text = Files.readString(DOCS.resolve("architecture.md"));
    int from = text.indexOf(BEGIN) + BEGIN.length();
    Map<String, Room> rooms = new TreeMap<>();
    text.substring(from, text.indexOf(END, from))
        .lines()
        .skip(2)
        .map(line -> line.split("\\|", -1))
        .forEach(cells -> rooms.put(name(cells[1]), new Room(names(cells[2]), names(cells[3]))));
    return rooms;
  }

  private static Set<String> names(String cell) {
    return Arrays.stream(cell.split(","))
        .map(DocumentedArchitectureTest::name)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(String cell) {
    return cell.replace("`", "").strip();
  }

  private static Set<String> drawnEdges() throws Exception {
    return elements(drawing(), "path").stream()
        .filter(path -> path.hasAttribute("data-from"))
        .map(
            path ->
                path.getAttribute("data-from")
                    + (classes(path).contains("runtime") ? " - - " : " -> ")
                    + path.getAttribute("data-to"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Document drawing() throws Exception {
    return parse(DOCS.resolve("images/rooms.svg"));
  }

  private static List<String> classes(Element element) {
    return List.of(element.getAttribute("class").split(" ", -1));
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Document parse(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }
}
