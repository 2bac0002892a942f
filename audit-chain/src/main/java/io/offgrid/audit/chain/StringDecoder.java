package io.offgrid.audit.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the text of one JSON string. */
final class StringDecoder {
  private static final JsonFactory JSON = new JsonFactory();

  private StringDecoder() {}

  /**
   * Decodes what stands between two quotes.
   *
   * @param from the first byte after the opening quote
   * @param to the closing quote
   */
  static String decode(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return unescape(bytes, from - 1, to + 1);
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private static String unescape(byte[] bytes, int from, int to) {
    try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      return new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8);
    }
  }
}
