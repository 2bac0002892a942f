package io.offgrid.audit.cli.intake;

import com.fasterxml.jackson.core.JsonToken;

/**
 * A value that was found in a line.
 *
 * @param token its kind, not {@code null}
 * @param start index of its first byte in the line
 * @param end index after its last byte
 * @param text of a scalar; of an object or array, its JSON
 */
record Found(JsonToken token, int start, int end, String text) {
  boolean isString() {
    return token == JsonToken.VALUE_STRING;
  }

  boolean isContainer() {
    return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
  }
}
