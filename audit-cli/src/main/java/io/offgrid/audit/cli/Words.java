package io.offgrid.audit.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words. */
final class Words<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] values;

  Words(E[] values) {
    this.values = values.clone();
  }

  @Override
  public E convert(String text) {
    String given = text.toLowerCase(Locale.ROOT);
    for (E value : values) {
      if (value.toString().equals(given)) {
        return value;
      }
    }
    List<String> known = Arrays.stream(values).map(Object::toString).toList();
    throw new TypeConversionException(
        "'" + text + "' is none of " + String.join(", ", known) + Misuse.guess(given, known));
  }
}
