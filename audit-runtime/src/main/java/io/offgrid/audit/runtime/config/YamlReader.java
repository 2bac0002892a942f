package io.offgrid.audit.runtime.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads the section {@code audit:} out of a YAML text. All of the text must be YAML, but only that
 * section is looked into. No object is ever constructed: values stay texts exactly as written, so
 * that {@code off} is a word and {@code 010} no number in disguise.
 */
final class YamlReader {
  private static final String SECTION = "audit";
  private static final int MAX_ALIASES = 50;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_NODES = 10_000;
  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP, Tag.NULL, Tag.SEQ, Tag.MAP);

  private final Problems problems;
  private int nodes;

  private YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The section, empty if it is not there. A text that is not YAML is thrown, the rest added. */
  static ConfigNode.Section read(String text, Problems problems) {
    Node root = compose(text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
    if (root == null || isNothing(root)) {
      return ConfigNode.Section.empty("line 1");
    }
    if (!(root instanceof MappingNode mapping)) {
      problems.add(line(root), "the file must be a mapping that may have a section audit:");
      return ConfigNode.Section.empty("line 1");
    }
    return new YamlReader(problems).section(mapping);
  }

  private ConfigNode.Section section(MappingNode root) {
    List<NodeTuple> found =
        root.getValue().stream().filter(tuple -> SECTION.equals(name(tuple.getKeyNode()))).toList();
    for (NodeTuple again : found.subList(Math.min(1, found.size()), found.size())) {
      problems.add(line(again.getKeyNode()), "audit is there twice");
    }
    if (found.isEmpty()) {
      return ConfigNode.Section.empty("line 1");
    }
    String place = line(found.get(0).getKeyNode());
    ConfigNode node = convert(found.get(0).getValueNode(), SECTION, place, 0);
    if (node instanceof ConfigNode.Section section) {
      return section;
    }
    if (!(node instanceof ConfigNode.Nothing)) {
      problems.add(place, "audit must be a mapping, not " + node.kind());
    }
    return ConfigNode.Section.empty(place);
  }

  private ConfigNode convert(Node node, String path, String place, int depth) {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      if (nodes <= MAX_NODES + 1) {
        problems.add(place, path + " is too large, too deep, or contains itself");
        nodes = MAX_NODES + 1;
      }
      return new ConfigNode.Nothing(place);
    }
    if (!TAGS.contains(node.getTag())) {
      problems.add(
          place, path + " begins with a YAML tag (!), which has no meaning here; quote the value");
      return new ConfigNode.Nothing(place);
    }
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, path, place, depth);
    }
    if (node instanceof SequenceNode sequence) {
      List<ConfigNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        String itemPath = Reading.entry(items.size(), path);
        items.add(convert(item, itemPath, line(item), depth + 1));
      }
      return new ConfigNode.Items(items, place);
    }
    return isNothing(node)
        ? new ConfigNode.Nothing(place)
        : new ConfigNode.Text(((ScalarNode) node).getValue(), place);
  }

  private ConfigNode mapping(MappingNode node, String path, String place, int depth) {
    List<ConfigNode.Section.Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : node.getValue()) {
      String keyPlace = line(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(keyPlace, path + " has a key that is not a single word");
      } else if (!seen.add(key.getValue())) {
        problems.add(keyPlace, path + "." + key.getValue() + " is there twice");
      } else {
        String keyPath = path + "." + key.getValue();
        ConfigNode value = convert(tuple.getValueNode(), keyPath, keyPlace, depth + 1);
        entries.add(new ConfigNode.Section.Entry(key.getValue(), keyPlace, value));
      }
    }
    return new ConfigNode.Section(entries, place);
  }

  private static @Nullable Node compose(String text, Problems problems) {
    checkCharacters(text, problems);
    try {
      return new Yaml(new SafeConstructor(options())).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      problems.add(YamlProblem.place(e), "not YAML: " + YamlProblem.words(e));
    } catch (YAMLException e) {
      UnmarkedYamlProblem.tell(text, options(), problems);
    }
    problems.throwIfAny();
    return null;
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(ConfigText.MAX_BYTES);
    return options;
  }

  private static void checkCharacters(String text, Problems problems) {
    int line = 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      line += c == '\n' ? 1 : 0;
      if (!StreamReader.isPrintable(c)) {
        problems.add("line " + line, "the character U+%04X cannot be in YAML".formatted(c));
        problems.throwIfAny();
      }
    }
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  private static String name(Node key) {
    return key instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String line(Node node) {
    return "line " + (node.getStartMark().getLine() + 1);
  }
}
