package com.example.opensearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What became of each action, in their order. */
final class BulkAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private BulkAnswer() {}

  /**
   * One action's end.
   *
   * @param status as HTTP's: 201 created, 409 it is there already, 400 never, 429 not now
   * @param reason why it failed; empty if it did not
   */
  record Item(int status, String reason) {}

  /**
   * Reads {@code {"items": [{"create": {"status": 201}}, …]}}; anything else in it is skipped.
   *
   * @throws IOException if it is something else
   */
  static List<Item> read(byte[] body) throws IOException {
    List<Item> items = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("items");
        if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            items.add(item(parser));
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return items;
  }

  /** All of one action's object: the numbers and texts in it, however deep. */
  private static Item item(JsonParser parser) throws IOException {
    int status = 0;
    StringBuilder reason = new StringBuilder();
    for (int depth = 1; depth > 0; ) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("it ends too early");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      String name = parser.currentName();
      if (token == JsonToken.VALUE_NUMBER_INT && "status".equals(name)) {
        status = parser.getIntValue();
      } else if (token == JsonToken.VALUE_STRING
          && ("type".equals(name) || "reason".equals(name))) {
        reason.append(reason.isEmpty() ? "" : ": ").append(parser.getText());
      }
    }
    return new Item(status, reason.toString());
  }
}
