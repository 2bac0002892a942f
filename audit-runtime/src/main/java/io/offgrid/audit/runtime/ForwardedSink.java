package io.offgrid.audit.runtime;

import io.offgrid.audit.spi.Sink;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A sink that a log forwards to.
 *
 * @param name tells it from others, also across restarts: its cursor is kept under this name
 * @param type what people call its kind, {@code webhook}
 * @param maker makes the sink when this process begins to forward; the log closes what it made
 * @param settings what is forwarded, and how
 */
public record ForwardedSink(
    String name, String type, Supplier<? extends Sink> maker, ForwardSettings settings) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  public ForwardedSink {
    if (!isName(name)) {
      throw new IllegalArgumentException(nameRule(name));
    }
  }

  /** Whether a sink may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** What to say of a name that is none. */
  public static String nameRule(String name) {
    return "name must be 1 to 64 lower-case letters, digits, - and _, not \"" + name + "\"";
  }
}
