package io.offgrid.audit.runtime.config;

import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Setting;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a settings record looks like: its components as keys of a YAML mapping.
 *
 * @param type the record
 * @param slots its components in their order
 */
record SettingsShape<R extends Record>(Class<R> type, List<Slot> slots) {
  private static final String FILE = "_file";

  /**
   * One component.
   *
   * @param index its position
   * @param key its name as a key, {@code max_bytes} for {@code maxBytes}
   * @param type what it holds
   * @param setting its annotation
   */
  record Slot(int index, String key, Type type, Setting setting) {
    /** Whether it must be given. */
    boolean required() {
      return setting.defaultValue().isEmpty() && !(type instanceof ParameterizedType);
    }

    /** Whether it may be given as a file that holds it, or them. */
    boolean secret() {
      return setting.inFile()
          && (type == Secret.class
              || (type instanceof ParameterizedType several
                  && (container() == Optional.class || container() == List.class)
                  && several.getActualTypeArguments()[0] == Secret.class));
    }

    /** The key under which a file may be named that holds it. */
    String fileKey() {
      return key + FILE;
    }

    /** The type without its arguments. */
    Type container() {
      return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
    }
  }

  /**
   * Looks at a record.
   *
   * @throws ProviderFault if it is no record, or a component has no {@link Setting}
   */
  static <R extends Record> SettingsShape<R> of(@Nullable Class<R> type) {
    if (type == null || !type.isRecord()) {
      throw new ProviderFault("its settingsType() is %s, not a record".formatted(type));
    }
    RecordComponent[] components = type.getRecordComponents();
    Slot[] slots = new Slot[components.length];
    for (int i = 0; i < slots.length; i++) {
      Setting setting = components[i].getAnnotation(Setting.class);
      if (setting == null) {
        throw new ProviderFault(
            "the component %s of %s has no @Setting"
                .formatted(components[i].getName(), type.getName()));
      }
      slots[i] = new Slot(i, key(components[i].getName()), components[i].getGenericType(), setting);
    }
    return new SettingsShape<>(type, List.of(slots));
  }

  /** Every key that may stand in the mapping, files of secrets included. */
  List<String> keys() {
    return slots.stream()
        .flatMap(
            slot -> slot.secret() ? Stream.of(slot.key(), slot.fileKey()) : Stream.of(slot.key()))
        .distinct()
        .toList();
  }

  /** Whether a secret's file key is not a component of its own. */
  boolean readsFile(Slot slot) {
    return slot.secret() && slots.stream().noneMatch(s -> s.key().equals(slot.fileKey()));
  }

  /**
   * Makes the record.
   *
   * @throws IllegalArgumentException if its constructor does not take the values
   * @throws ProviderFault if it cannot be called, or throws something else
   */
  R make(@Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new ProviderFault(
          "the constructor of %s threw %s, where IllegalArgumentException is for wrong values"
              .formatted(type.getName(), e.getCause()),
          e);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new ProviderFault(
          "the constructor of %s cannot be called: %s".formatted(type.getName(), e), e);
    }
  }

  private static String key(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
