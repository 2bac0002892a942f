package io.offgrid.audit.runtime.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables into texts: <code>${NAME}</code> becomes its value, and <code>$${
 * </code> a literal <code>${</code>. What is put in is not looked at again.
 */
final class Variables {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)}|\\$\\{");
  private static final Pattern KEY_NOTATION = Pattern.compile("^(next )?(hex:|base64:)?");

  private final Map<String, String> environment;

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The text with its variables put in.
   *
   * @throws IllegalArgumentException if there is no such variable; the message never holds a value
   */
  String fill(String raw) {
    if (raw.indexOf('$') < 0) {
      return raw;
    }
    return REFERENCE
        .matcher(raw)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(), match.group(1))));
  }

  private String value(String reference, @Nullable String name) {
    if (name == null && reference.startsWith("$$")) {
      return "${";
    }
    if (name == null) {
      throw new IllegalArgumentException(
          "has ${ without the name of a variable and }; write $${ for a literal ${");
    }
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "uses ${" + name + "}, but there is no environment variable of that name");
    }
    return value;
  }

  /** Whether some of the text comes from the environment. */
  static boolean usedIn(String raw) {
    return REFERENCE.matcher(raw).results().anyMatch(match -> match.group(1) != null);
  }

  /** Whether a secret stands in the file itself, rather than in variables alone. */
  static boolean leavesText(String raw) {
    String notation = KEY_NOTATION.matcher(raw).replaceFirst("");
    return !REFERENCE
        .matcher(notation)
        .replaceAll(match -> match.group(1) == null ? "x" : "")
        .isBlank();
  }
}
