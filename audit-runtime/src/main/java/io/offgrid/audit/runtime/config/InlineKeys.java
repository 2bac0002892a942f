package io.offgrid.audit.runtime.config;

import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.runtime.KeySource;

/**
 * Keys that stand in the configuration itself, as they were when it was read. The file belongs to
 * the people who wrote it, so they add and retire keys, and the log says how.
 *
 * @param setting that holds them, {@code audit.keys}
 * @param file the configuration
 */
record InlineKeys(KeyRing ring, String setting, String file) implements KeySource {
  @Override
  public KeyRing load() {
    return ring;
  }

  @Override
  public String location() {
    return setting + " in " + file;
  }

  @Override
  public String howToAddNext() {
    String list =
        setting.equals(KeyChoice.KEYS)
            ? """
            and add it there as the last entry of audit.keys:
              - "next hex:THE 64 DIGITS"
            """
            : """
            and replace audit.hmac_key by a list, the old key first:
              keys:
                - "THE KEY THAT IS IN hmac_key NOW"
                - "next hex:THE 64 DIGITS"
            """;
    return "nothing was rotated, since only you change this file. Make a key with: openssl rand"
        + " -hex 32\n"
        + list
        + "Do so wherever this log is written or verified. Then 'offgrid audit key show' tells its"
        + " key_id, and 'offgrid audit key rotate --to KEY_ID' goes over to it.\n"
        + "Or put the keys, one a line, into a file that hmac_key_file names (chmod 600): then"
        + " 'offgrid audit key rotate' does all of this by itself.";
  }
}
