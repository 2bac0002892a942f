package io.offgrid.audit.spi;

import org.jspecify.annotations.Nullable;

/**
 * A place where a log was set aside, or is being.
 *
 * @param name of the place within the store
 * @param next the first line of the log that is to follow, with its newline, while the setting
 *     aside is not finished; null afterwards
 * @param head the bytes of the head's slot as it was copied there; null if there is none
 * @param trouble why the place cannot be looked into, in words for people; it then counts for
 *     nothing. Null if it can
 */
@SuppressWarnings("ArrayRecordComponent") // contents of files; places are not compared
public record Aside(
    String name, byte @Nullable [] next, byte @Nullable [] head, @Nullable String trouble) {
  /** One that can be looked into. */
  public Aside(String name, byte @Nullable [] next, byte @Nullable [] head) {
    this(name, next, head, null);
  }
}
