package io.offgrid.audit.testkit;

import java.util.Iterator;

/** The line of a fixture, members in the order of RFC 8785. Plain rather than fast. */
final class JsonLine {
  private final StringBuilder line = new StringBuilder("{");

  private JsonLine() {}

  static String of(RecordFixture fixture) {
    JsonLine json = new JsonLine();
    json.string("chain_hash", fixture.chainHash());
    fixture.detailsJson().ifPresent(details -> json.raw("details", details));
    json.string("id", fixture.id());
    json.string("key_id", fixture.keyId());
    fixture.outcome().ifPresent(word -> json.string("outcome", word));
    if (!fixture.repairs().isEmpty()) {
      json.raw("repairs", array(fixture.repairs()));
    }
    json.raw("seq", Long.toString(fixture.seq()));
    fixture.severity().ifPresent(word -> json.string("severity", word));
    json.string("signature", fixture.signature());
    fixture.source().ifPresent(text -> json.string("source", text));
    fixture.target().ifPresent(text -> json.string("target", text));
    json.string("timestamp", fixture.timestampText());
    json.string("type", fixture.type());
    fixture.userId().ifPresent(text -> json.string("user_id", text));
    return json.line.append('}').toString();
  }

  private void string(String name, String value) {
    raw(name, quote(value));
  }

  private void raw(String name, String value) {
    line.append(line.length() > 1 ? "," : "").append(quote(name)).append(':').append(value);
  }

  private static String array(Iterable<String> values) {
    StringBuilder text = new StringBuilder("[");
    for (Iterator<String> each = values.iterator(); each.hasNext(); ) {
      text.append(quote(each.next())).append(each.hasNext() ? "," : "");
    }
    return text.append(']').toString();
  }

  /** A JSON string as RFC 8785, section 3.2.2.2, writes it. */
  static String quote(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> text.append(c < ' ' ? String.format("\\u%04x", (int) c) : c);
      }
    }
    return text.append('"').toString();
  }
}
