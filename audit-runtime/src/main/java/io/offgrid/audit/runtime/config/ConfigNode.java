package io.offgrid.audit.runtime.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A piece of configuration and the place where it stands ({@code line 7}, {@code --dir}, {@code
 * default}), without a word of YAML.
 */
sealed interface ConfigNode {
  /** Where it stands. */
  String place();

  /** What it is called in errors. */
  String kind();

  /** A single value, exactly as written, before variables are put in. */
  record Text(String raw, String place) implements ConfigNode {
    @Override
    public String kind() {
      return "a single value";
    }
  }

  /** A key without a value. */
  record Nothing(String place) implements ConfigNode {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** A list. */
  record Items(List<ConfigNode> items, String place) implements ConfigNode {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping; no key is there twice. */
  record Section(List<Entry> entries, String place) implements ConfigNode {
    public Section {
      entries = List.copyOf(entries);
    }

    /** One key of it. */
    record Entry(String key, String place, ConfigNode value) {}

    static Section empty(String place) {
      return new Section(List.of(), place);
    }

    Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    /** In the order of the file. */
    Set<String> keys() {
      Set<String> keys = new LinkedHashSet<>();
      entries.forEach(entry -> keys.add(entry.key()));
      return keys;
    }

    /** This section with one entry put in, in place of the one that has its key. */
    Section with(Entry added) {
      return new Section(
          Stream.concat(without(added.key()).entries.stream(), Stream.of(added)).toList(), place);
    }

    /** This section without a key. */
    Section without(String key) {
      return new Section(
          entries.stream().filter(entry -> !entry.key().equals(key)).toList(), place);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }
}
