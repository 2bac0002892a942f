package io.offgrid.audit.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a settings record: {@code maxBytes} is the key {@code max_bytes}.
 *
 * <p>Components are of type String, int, long, double, boolean, {@link java.time.Duration} ({@code
 * 500ms}, {@code 5s}, {@code 10m}, {@code 24h}, {@code 7d}), {@link java.nio.file.Path} (a relative
 * one starts at the home), {@link Secret}, {@link WebAddress}, an enum (its constants in lower
 * case), an Optional, List or Map (by name) of these, or a nested settings record.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {
  /** One sentence for the settings table: what it does, with its unit. */
  String value();

  /**
   * The default as it would stand in YAML. Empty means none: an Optional, List or Map is then
   * empty, anything else must be given.
   */
  String defaultValue() default "";

  /** Whether a secret {@code x}, or a list of them, may also be given as a file, {@code x_file}. */
  boolean inFile() default true;
}
