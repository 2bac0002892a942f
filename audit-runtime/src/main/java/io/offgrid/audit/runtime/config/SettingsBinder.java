package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.config.ConfigNode.Section;
import io.offgrid.audit.runtime.config.ConfigNode.Section.Entry;
import io.offgrid.audit.runtime.config.SettingsShape.Slot;
import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.WebAddress;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes settings records from mappings, and finds everything that is wrong with them.
 *
 * <p>A record checks itself in its constructor, which stops at the first problem and knows no
 * lines. So the record is made of defaults first, and then again with one more given value each
 * time, in the order of the file, or with two that need each other: a value that makes the
 * constructor throw however it is put in is to blame, and is left out.
 */
final class SettingsBinder {
  private static final int SECRET_WORTH_HIDING = 3;

  /** In place of what must be given, by type. */
  private static final Map<Type, Object> STAND_INS =
      Map.of(
          String.class,
          "stand-in.invalid",
          WebAddress.class,
          new WebAddress("https://stand-in.invalid/"),
          Secret.class,
          new Secret("stand-in"));

  private final Reading reading;
  private final ValueBinder values;

  SettingsBinder(Reading reading) {
    this.reading = reading;
    values = new ValueBinder(reading, this);
  }

  /** A value that was given, and the entry that gave it. */
  private record Given(Slot slot, Entry entry, Object value) {}

  /**
   * The record, made of what is right; what is wrong has been added to the problems. Absent if it
   * cannot be made at all.
   *
   * @param path the section's name in problems and descriptions
   */
  <R extends Record> Optional<R> bind(Class<R> type, Section section, String path) {
    return bind(type, section, path, true);
  }

  /**
   * As {@link #bind(Class, Section, String)}.
   *
   * @param needed whether it is a problem that something is missing
   */
  <R extends Record> Optional<R> bind(Class<R> type, Section section, String path, boolean needed) {
    SettingsShape<R> shape = SettingsShape.of(type);
    shape.slots().forEach(slot -> values.require(slot.type(), path + "." + slot.key()));
    reportUnknown(shape, section, path);
    @Nullable Object[] made = new Object[shape.slots().size()];
    Map<Integer, Given> optional = new TreeMap<>();
    boolean complete = true;
    for (Slot slot : shape.slots()) {
      Optional<Given> given = given(shape, slot, section, path, needed);
      if (slot.required()) {
        made[slot.index()] = given.map(Given::value).orElse(null);
        complete &= given.isPresent();
      } else {
        made[slot.index()] = standard(slot, path);
        given.ifPresent(value -> optional.put(section.entries().indexOf(value.entry()), value));
      }
      describe(slot, given, made[slot.index()], path);
    }
    if (complete) {
      complete = makes(shape, made, section, path);
    }
    if (!complete && !standIn(shape, made)) {
      return Optional.empty();
    }
    Optional<R> record = assemble(shape, made, optional.values(), path);
    return complete ? record : Optional.empty();
  }

  /** Whether the record can be made of what must be given and defaults; else says what is wrong. */
  private boolean makes(
      SettingsShape<?> shape, @Nullable Object[] made, Section section, String path) {
    try {
      shape.make(made);
      return true;
    } catch (IllegalArgumentException e) {
      String message = masked(e, made);
      Optional<Entry> culprit =
          section.entries().stream()
              .filter(entry -> message.startsWith(entry.key() + " "))
              .findFirst();
      String place = culprit.map(Entry::place).orElse(section.place());
      reading.problems.add(place, path + (culprit.isPresent() ? "." : ": ") + message);
      return false;
    }
  }

  /**
   * Puts something harmless where what must be given is missing or wrong, so that the rest can be
   * checked all the same.
   */
  private static boolean standIn(SettingsShape<?> shape, @Nullable Object[] made) {
    for (Slot slot : shape.slots()) {
      if (slot.required()) {
        made[slot.index()] = STAND_INS.get(slot.type());
      }
    }
    try {
      shape.make(made);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private <R extends Record> Optional<R> assemble(
      SettingsShape<R> shape, @Nullable Object[] made, Collection<Given> optional, String path) {
    List<Given> left = new ArrayList<>(optional);
    while (left.removeIf(given -> takes(shape, made, given)) || takePair(shape, made, left)) {
      // one that was taken may be what another one needs
    }
    left.forEach(given -> blame(shape, made, given, path));
    return Optional.of(shape.make(made));
  }

  /** Two values may need each other: a certificate and its key. */
  private static boolean takePair(
      SettingsShape<?> shape, @Nullable Object[] made, List<Given> left) {
    for (Given one : left) {
      for (Given two : left) {
        if (one.slot().index() < two.slot().index() && takes(shape, made, one, two)) {
          left.removeAll(List.of(one, two));
          return true;
        }
      }
    }
    return false;
  }

  /** Puts values in if the record can be made with them. */
  private static boolean takes(SettingsShape<?> shape, @Nullable Object[] made, Given... values) {
    @Nullable Object[] tried = made.clone();
    for (Given value : values) {
      tried[value.slot().index()] = value.value();
    }
    try {
      shape.make(tried);
    } catch (IllegalArgumentException e) {
      return false;
    }
    System.arraycopy(tried, 0, made, 0, made.length);
    return true;
  }

  private void blame(SettingsShape<?> shape, @Nullable Object[] made, Given given, String path) {
    @Nullable Object[] tried = made.clone();
    tried[given.slot().index()] = given.value();
    try {
      shape.make(tried);
    } catch (IllegalArgumentException e) {
      String key = given.entry().key();
      String message = masked(e, tried);
      String problem = message.startsWith(key + " ") ? message : key + ": " + message;
      reading.problems.add(given.entry().place(), path + "." + problem);
    }
  }

  private void reportUnknown(SettingsShape<?> shape, Section section, String path) {
    List<String> known = shape.keys();
    for (Entry entry : section.entries()) {
      if (!known.contains(entry.key())) {
        reading.problems.add(
            entry.place(),
            path + "." + entry.key() + " is not a known key" + Nearest.hint(entry.key(), known));
      }
    }
  }

  private Optional<Given> given(
      SettingsShape<?> shape, Slot slot, Section section, String path, boolean needed) {
    Optional<Entry> entry = section.entry(slot.key());
    Optional<Entry> file = shape.readsFile(slot) ? section.entry(slot.fileKey()) : Optional.empty();
    if (entry.isPresent() && file.isPresent()) {
      reading.problems.add(
          file.get().place(),
          "only one of %1$s.%2$s and %1$s.%2$s_file may be given".formatted(path, slot.key()));
    }
    if (needed && entry.isEmpty() && file.isEmpty() && slot.required()) {
      reading.problems.add(
          section.place(), path + "." + slot.key() + " is missing: " + slot.setting().value());
    }
    if (file.isPresent()) {
      return secretFile(file.get(), slot, path);
    }
    return entry.flatMap(
        found ->
            values
                .bind(slot.type(), found.value(), path + "." + slot.key())
                .map(value -> new Given(slot, found, value)));
  }

  private Optional<Given> secretFile(Entry entry, Slot slot, String path) {
    String key = path + "." + entry.key();
    return values
        .bind(Path.class, entry.value(), key)
        .flatMap(
            file -> {
              try {
                String text = SecretFile.read((Path) file, "the file", "");
                return Optional.of(new Given(slot, entry, secret(slot, text)));
              } catch (AuditException e) {
                reading.problems.add(entry.place(), key + ": " + e.getMessage());
                return Optional.empty();
              }
            });
  }

  /** One secret, or one a line where several may be given. */
  private static Object secret(Slot slot, String text) {
    if (slot.container() == List.class) {
      return text.lines().filter(line -> !line.isBlank()).map(Secret::new).toList();
    }
    Secret secret = new Secret(text.replaceFirst("\\r?\\n$", ""));
    return slot.required() ? secret : Optional.of(secret);
  }

  /** The default value, read as if it stood in the file. */
  private @Nullable Object standard(Slot slot, String path) {
    String text = slot.setting().defaultValue();
    if (!text.isEmpty()) {
      ConfigNode node = new ConfigNode.Text(text, "default");
      String key = path + "." + slot.key();
      return values
          .bind(slot.type(), node, key)
          .orElseThrow(
              () -> new ProviderFault("%s cannot be its default, %s".formatted(key, text)));
    }
    if (slot.container() == Optional.class) {
      return Optional.empty();
    }
    return slot.container() == List.class ? List.of() : Map.of();
  }

  private void describe(Slot slot, Optional<Given> given, @Nullable Object standard, String path) {
    Object value = given.map(Given::value).orElse(standard);
    if (value != null && !describesItself(value)) {
      String key = path + "." + given.map(found -> found.entry().key()).orElse(slot.key());
      String place = given.map(found -> found.entry().place()).orElse("default");
      reading.describe(key, Written.of(value), place);
    }
  }

  /** A nested record has described its own components. */
  private static boolean describesItself(Object value) {
    Object inner = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    return inner instanceof RawSettings
        || (inner instanceof Record && !(inner instanceof ComponentChoice));
  }

  private static String masked(IllegalArgumentException e, @Nullable Object[] values) {
    String message = String.valueOf(e.getMessage());
    List<Secret> secrets = Arrays.stream(values).flatMap(SettingsBinder::secrets).toList();
    for (Secret secret : secrets) {
      if (secret.reveal().length() >= SECRET_WORTH_HIDING) {
        message = message.replace(secret.reveal(), secret.toString());
      }
    }
    return message;
  }

  private static Stream<Secret> secrets(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.stream().flatMap(SettingsBinder::secrets);
    }
    if (value instanceof Collection<?> collection) {
      return collection.stream().flatMap(SettingsBinder::secrets);
    }
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().flatMap(SettingsBinder::secrets);
    }
    return value instanceof Secret secret ? Stream.of(secret) : Stream.empty();
  }
}
