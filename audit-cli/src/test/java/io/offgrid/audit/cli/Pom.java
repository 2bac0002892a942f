package io.offgrid.audit.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * An element of a {@code pom.xml} of this build, as it is written: nothing inherited or resolved.
 */
record Pom(Element element) {
  static Pom of(Path folder) throws IOException {
    try {
      return new Pom(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(folder.resolve("pom.xml").toFile())
              .getDocumentElement());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read the pom of " + folder, e);
    }
  }

  /** The elements at the end of a path of names. */
  List<Pom> all(String... path) {
    Stream<Pom> found = Stream.of(this);
    for (String name : path) {
      found = found.flatMap(pom -> pom.children(name));
    }
    return found.toList();
  }

  /** The text of the only element at the end of a path of names. */
  Optional<String> text(String... path) {
    List<Pom> found = all(path);
    return found.size() == 1 ? Optional.of(found.get(0).text()) : Optional.empty();
  }

  String text() {
    return element.getTextContent().strip();
  }

  private Stream<Pom> children(String name) {
    NodeList nodes = element.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(node -> node.getNodeName().equals(name))
        .map(node -> new Pom((Element) node));
  }
}
