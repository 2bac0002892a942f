package io.offgrid.audit.runtime.config;

import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.WebAddress;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns one node into a value of a component's type, or says what is wrong with it. */
final class ValueBinder {
  private static final int SHOWN_CHARACTERS = 40;

  private final Reading reading;
  private final SettingsBinder records;

  ValueBinder(Reading reading, SettingsBinder records) {
    this.reading = reading;
    this.records = records;
  }

  /**
   * The value; absent if it is none, which has then been added to the problems.
   *
   * @param path what it is called in problems and descriptions
   * @throws ProviderFault if a settings record has components of another type
   */
  Optional<?> bind(Type type, ConfigNode node, String path) {
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      Type last = arguments[arguments.length - 1];
      if (parameterized.getRawType() == Optional.class) {
        Optional<?> inner = bind(last, node, path);
        return inner.isPresent() ? Optional.of(inner) : inner;
      }
      if (parameterized.getRawType() == List.class) {
        return list(last, node, path);
      }
      if (parameterized.getRawType() == Map.class && arguments[0] == String.class) {
        return map(last, node, path);
      }
    }
    if (type == ComponentChoice.class) {
      return choice(node, path);
    }
    if (type == RawSettings.class) {
      return section(node, path).map(RawSettings::new);
    }
    if (type instanceof Class<?> simple && simple.isRecord()) {
      return section(node, path)
          .flatMap(section -> records.bind(simple.asSubclass(Record.class), section, path));
    }
    if (type instanceof Class<?> simple && reading.scalars.knows(simple)) {
      return single(simple, node, path);
    }
    throw unusable(type, path);
  }

  /**
   * Sees to it that values of a type can be bound.
   *
   * @throws ProviderFault if they cannot
   */
  void require(Type type, String path) {
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      if (List.of(Optional.class, List.class).contains(parameterized.getRawType())
          || (parameterized.getRawType() == Map.class && arguments[0] == String.class)) {
        require(arguments[arguments.length - 1], path);
        return;
      }
    }
    boolean known =
        type instanceof Class<?> simple
            && (simple == ComponentChoice.class
                || simple == RawSettings.class
                || simple.isRecord()
                || reading.scalars.knows(simple));
    if (!known) {
      throw unusable(type, path);
    }
  }

  private static ProviderFault unusable(Type type, String path) {
    return new ProviderFault(
        "%s cannot be of type %s; the javadoc of @Setting lists the types"
            .formatted(path, type.getTypeName()));
  }

  private Optional<?> list(Type element, ConfigNode node, String path) {
    if (node instanceof ConfigNode.Text && element == Secret.class) {
      return bind(element, node, path).map(List::of);
    }
    if (!(node instanceof ConfigNode.Items items)) {
      return wrong(node, path, "must be a list");
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.items().size(); i++) {
      ConfigNode item = items.items().get(i);
      String itemPath = Reading.entry(i, path);
      reading.note(itemPath, item.place());
      bind(element, item, itemPath).ifPresent(values::add);
    }
    return values.size() == items.items().size() ? Optional.of(values) : Optional.empty();
  }

  private Optional<?> map(Type type, ConfigNode node, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    section(node, path)
        .ifPresent(
            section ->
                section
                    .entries()
                    .forEach(
                        entry ->
                            bind(type, entry.value(), path + "." + entry.key())
                                .ifPresent(value -> values.put(entry.key(), value))));
    return Optional.of(values);
  }

  private Optional<ComponentChoice> choice(ConfigNode node, String path) {
    if (node instanceof ConfigNode.Text) {
      return text(node, path, "a type or a mapping with type")
          .map(type -> new ComponentChoice(type, none(node)));
    }
    if (!(node instanceof ConfigNode.Section)) {
      return wrong(node, path, "must be a type or a mapping with type");
    }
    return section(node, path)
        .flatMap(
            section -> {
              Optional<ConfigNode.Section.Entry> type = section.entry("type");
              if (type.isEmpty()) {
                reading.problems.add(node.place(), path + ".type is missing");
              }
              return type.flatMap(entry -> text(entry.value(), path + ".type", "a text"))
                  .map(name -> new ComponentChoice(name, new RawSettings(section.without("type"))));
            });
  }

  private static RawSettings none(ConfigNode node) {
    return new RawSettings(ConfigNode.Section.empty(node.place()));
  }

  private Optional<ConfigNode.Section> section(ConfigNode node, String path) {
    if (node instanceof ConfigNode.Nothing) {
      return Optional.of(ConfigNode.Section.empty(node.place()));
    }
    return node instanceof ConfigNode.Section section
        ? Optional.of(section)
        : wrong(node, path, "must be a mapping");
  }

  private Optional<?> single(Class<?> type, ConfigNode node, String path) {
    String allowed = reading.scalars.allowed(type);
    Optional<String> text = text(node, path, allowed);
    if (text.isEmpty() || !(node instanceof ConfigNode.Text given)) {
      return Optional.empty();
    }
    if (type == Secret.class && Variables.leavesText(given.raw())) {
      reading.sawSecret();
    }
    if (type == WebAddress.class) {
      return webAddress(text.get(), given, path);
    }
    Optional<?> value = reading.scalars.read(type, text.get());
    if (value.isEmpty()) {
      reading.problems.add(
          node.place(), path + " must be " + allowed + ", not " + shown(given.raw()));
    }
    return value;
  }

  /** It may hold a secret, and is not shown. */
  private Optional<?> webAddress(String text, ConfigNode.Text given, String path) {
    if (text.contains("?") && Variables.leavesText(given.raw())) {
      reading.sawSecret();
    }
    try {
      return Optional.of(new WebAddress(text));
    } catch (IllegalArgumentException e) {
      reading.problems.add(given.place(), path + " " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The text of a single value with its variables put in. */
  Optional<String> text(ConfigNode node, String path, String allowed) {
    if (!(node instanceof ConfigNode.Text text)) {
      return wrong(node, path, "must be " + allowed);
    }
    try {
      return Optional.of(reading.variables.fill(text.raw()));
    } catch (IllegalArgumentException e) {
      reading.problems.add(node.place(), path + " " + e.getMessage());
      return Optional.empty();
    }
  }

  private <T> Optional<T> wrong(ConfigNode node, String path, String must) {
    reading.problems.add(
        node.place(),
        node instanceof ConfigNode.Nothing
            ? path + " has no value; " + must.replace("must be", "give it") + ", or leave it out"
            : path + " " + must + ", not " + node.kind());
    return Optional.empty();
  }

  /** As it stands in the file: what a variable holds is not shown. */
  private static String shown(String raw) {
    String printable = raw.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= SHOWN_CHARACTERS
        ? '"' + printable + '"'
        : '"' + printable.substring(0, SHOWN_CHARACTERS) + "…\"";
  }
}
