package io.offgrid.audit.chain;

import java.io.IOException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.erdtman.jcs.NumberToJSON;

/** Random I-JSON texts: any member order, white space, escapes and characters of all planes. */
final class RandomJson {
  private static final int[] CORNERS = {
    0x00, 0x08, 0x0A, 0x1F, 0x22, 0x2F, 0x5C, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFB33,
    0xFFFD, 0xFFFF, 0x10000, 0x1F602, 0x10FFFF
  };

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  String object() {
    StringBuilder out = new StringBuilder();
    object(out, 0);
    return out.toString();
  }

  private void object(StringBuilder out, int depth) {
    Set<String> names = new HashSet<>();
    out.append('{');
    for (int members = random.nextInt(random.nextInt(20) == 0 ? 60 : 7); members > 0; members--) {
      String name = characters();
      if (names.add(name)) {
        out.append(names.size() == 1 ? "" : ",").append(space());
        quoted(out, name);
        out.append(space()).append(':').append(space());
        value(out, depth + 1);
      }
    }
    out.append(space()).append('}');
  }

  private void array(StringBuilder out, int depth) {
    out.append('[');
    int elements = random.nextInt(5);
    for (int i = 0; i < elements; i++) {
      out.append(i == 0 ? "" : ",").append(space());
      value(out, depth + 1);
    }
    out.append(']');
  }

  private void value(StringBuilder out, int depth) {
    switch (random.nextInt(depth > 6 ? 4 : 7)) {
      case 0 -> quoted(out, characters());
      case 1 -> out.append(number());
      case 2 -> out.append(random.nextInt(-1000, 1000));
      case 3 -> out.append(random.nextBoolean() ? "true" : random.nextBoolean() ? "false" : "null");
      case 4 -> array(out, depth);
      default -> object(out, depth);
    }
  }

  private String number() {
    while (true) {
      double value = Double.longBitsToDouble(random.nextLong());
      boolean literal = Math.abs(value) >= 0x1p53 && Math.abs(value) < 1e21;
      if (!Double.isNaN(value) && !Double.isInfinite(value) && !literal) {
        return shortest(value);
      }
    }
  }

  private static String shortest(double value) {
    try {
      return NumberToJSON.serializeNumber(value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String characters() {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.appendCodePoint(
          random.nextInt(3) > 0
              ? random.nextInt('0', 'z')
              : CORNERS[random.nextInt(CORNERS.length)]);
    }
    return text.toString();
  }

  private void quoted(StringBuilder out, String text) {
    out.append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c < 0x20 || c == '"' || c == '\\' || random.nextInt(6) == 0) {
                for (char unit : Character.toChars(c)) {
                  out.append(String.format("\\u%04x", (int) unit));
                }
              } else {
                out.appendCodePoint(c);
              }
            });
    out.append('"');
  }

  private String space() {
    return random.nextInt(4) > 0 ? "" : random.nextBoolean() ? " " : "\n\t";
  }
}
