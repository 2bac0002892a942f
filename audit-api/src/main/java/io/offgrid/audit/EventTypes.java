package io.offgrid.audit;

import java.util.Set;

/** The well-known event types, and those that only the log itself may write. */
public final class EventTypes {
  public static final String AUTH = "auth";
  public static final String AUTH_SUCCESS = "auth_success";
  public static final String AUTH_FAILURE = "auth_failure";
  public static final String MODEL_LOAD = "model_load";
  public static final String MODEL_UNLOAD = "model_unload";
  public static final String INFERENCE = "inference";
  public static final String CONFIG_CHANGE = "config_change";
  public static final String USER_CREATE = "user_create";
  public static final String USER_DELETE = "user_delete";
  public static final String API_KEY_CREATE = "api_key_create";
  public static final String API_KEY_REVOKE = "api_key_revoke";
  public static final String SERVER_START = "server_start";
  public static final String SERVER_STOP = "server_stop";

  /** Somebody looked at events over HTTP. */
  public static final String AUDIT_READ = "audit_read";

  /** Somebody took events away over HTTP. */
  public static final String AUDIT_EXPORT = "audit_export";

  /** Written by the log when the signing key changes. */
  public static final String KEY_ROTATE = "key_rotate";

  /** Written by the log before it deletes segments whose retention has passed. */
  public static final String RETENTION_PRUNE = "retention_prune";

  /** Written by the log after it cut an unacknowledged tail. */
  public static final String LOG_RECOVERY = "log_recovery";

  /** Written by the log when it found damage or tampering. */
  public static final String INTEGRITY_FAILURE = "integrity_failure";

  /** Written by the log as the first record after a damaged log was set aside. */
  public static final String LOG_SET_ASIDE = "log_set_aside";

  private static final Set<String> RESERVED =
      Set.of(KEY_ROTATE, RETENTION_PRUNE, LOG_RECOVERY, INTEGRITY_FAILURE, LOG_SET_ASIDE);
  private static final int MAX_LENGTH = 64;

  private EventTypes() {}

  /** Whether only the log itself may write this type. */
  public static boolean isReserved(String type) {
    return RESERVED.contains(type);
  }

  /** Whether this is a well-formed type: {@code [a-z][a-z0-9_.]{0,63}}. */
  public static boolean isWellFormed(String type) {
    int length = type.length();
    if (length == 0 || length > MAX_LENGTH || !isLetter(type.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      char c = type.charAt(i);
      if (!isLetter(c) && (c < '0' || c > '9') && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  /**
   * Throws unless a caller may record an event of this type.
   *
   * @throws InvalidEventException if the type is malformed or reserved
   */
  public static void requireRecordable(String type) {
    if (!isWellFormed(type)) {
      throw new InvalidEventException(
          "type \""
              + abbreviate(type)
              + "\" is not of the form [a-z][a-z0-9_.]{0,63}: use lower-case letters, digits,"
              + " '_' and '.', beginning with a letter");
    }
    if (isReserved(type)) {
      throw new InvalidEventException(
          "type \"" + type + "\" is reserved: only the log itself writes it; choose another type");
    }
  }

  private static String abbreviate(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(80)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.length() < text.length() ? shown.append('…').toString() : shown.toString();
  }
}
