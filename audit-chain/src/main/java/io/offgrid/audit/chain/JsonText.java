package io.offgrid.audit.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.offgrid.audit.InvalidEventException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads one strict JSON text token by token. Names are neither interned nor guarded against
 * collisions by an error: whoever chooses names must not be able to keep an event out. What the
 * text's bytes may not hold is an {@link InvalidEventException} with line and column.
 */
final class JsonText implements AutoCloseable {
  static final int MAX_DEPTH = 1000;
  static final int MAX_NUMBER = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxDocumentLength(Long.MAX_VALUE)
                  .maxTokenCount(Long.MAX_VALUE)
                  .build())
          .build();

  /** What Jackson tells its own users: settings, class names, where an object began. */
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile(
          "(: enable `[^`]*`.*| \\(start marker at .*?\\]\\)|: maybe a .*| \\(not recognized .*"
              + "|, from `[^`]*`(?:\\(\\))?)",
          Pattern.DOTALL);

  private final String json;
  private final JsonParser parser;

  JsonText(byte[] bytes, int offset, int length) {
    int invalid = Utf8.firstInvalid(bytes, offset, length);
    int valid = invalid < 0 ? length : invalid - offset;
    json = new String(bytes, offset, valid, StandardCharsets.UTF_8);
    if (invalid >= 0) {
      String value = String.format("0x%02x", bytes[invalid] & 0xFF);
      throw at(json.length(), "not JSON: the byte " + value + " is not UTF-8");
    }
    try {
      // Read as characters: Jackson's reader of bytes refuses lone surrogates in names.
      parser = FACTORY.createParser(json);
    } catch (IOException e) {
      throw new IllegalStateException("a string can be read", e);
    }
  }

  /** Goes to the next token; {@code NOT_AVAILABLE} behind the last one. */
  JsonToken next() {
    try {
      JsonToken token = parser.nextToken();
      if (token != null && token.isNumeric() && parser.getTextLength() > MAX_NUMBER) {
        throw here("a number of over " + MAX_NUMBER + " characters; give it as a string");
      }
      return token == null ? JsonToken.NOT_AVAILABLE : token;
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw new IllegalStateException("a string can be read", e);
    }
  }

  /** The current token's text: a string's value, a member's name, a number as it is written. */
  String text() {
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw new IllegalStateException("a string can be read", e);
    }
  }

  JsonToken current() {
    JsonToken token = parser.currentToken();
    return token == null ? JsonToken.NOT_AVAILABLE : token;
  }

  /** Pushes the value that begins at the current token, and stops at its last token. */
  void copyTo(CanonicalWriter out) {
    int depth = 0;
    while (true) {
      JsonToken token = current();
      push(token, out);
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0 && token != JsonToken.FIELD_NAME) {
        return;
      }
      next();
    }
  }

  private void push(JsonToken token, CanonicalWriter out) {
    switch (token) {
      case START_OBJECT -> out.beginObject();
      case END_OBJECT -> out.endObject();
      case START_ARRAY -> out.beginArray();
      case END_ARRAY -> out.endArray();
      case FIELD_NAME -> out.name(text());
      case VALUE_STRING -> out.string(text());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.numberText(text());
      case VALUE_TRUE, VALUE_FALSE -> out.bool(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> out.nullValue();
      default -> throw here("not JSON: the text ends where a value is expected");
    }
  }

  /** The value that begins at the current token as canonical text, repaired without a word. */
  String canonicalText() {
    ByteBuilder text = new ByteBuilder(64);
    copyTo(new CanonicalWriter(text, "", CanonicalWriter.ANY_DEPTH, Repairs.silent()));
    return new String(text.array(), 0, text.length(), StandardCharsets.UTF_8);
  }

  /** Goes behind the value; nothing but white space may follow. */
  void end() {
    if (next() != JsonToken.NOT_AVAILABLE) {
      throw here("not JSON: there is more behind the value's end; give one value");
    }
  }

  /** An error at the beginning of the current token. */
  InvalidEventException here(String message) {
    return at(parser.currentTokenLocation().getCharOffset(), message);
  }

  private InvalidEventException notJson(JsonProcessingException e) {
    String reason = FOR_PROGRAMMERS.matcher(e.getOriginalMessage()).replaceAll("");
    boolean limit = e instanceof StreamConstraintsException;
    JsonLocation location = limit ? parser.currentLocation() : e.getLocation();
    return at(location.getCharOffset(), (limit ? "beyond the limits: " : "not JSON: ") + reason);
  }

  private InvalidEventException at(long position, String message) {
    int end = (int) Math.max(0, Math.min(json.length(), position));
    int line = 1;
    int column = 1;
    for (int i = 0; i < end; i++) {
      if (json.charAt(i) == '\n') {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(json.charAt(i))) {
        column++;
      }
    }
    return new InvalidEventException(message, line, column);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new IllegalStateException("a string can be closed", e);
    }
  }
}
