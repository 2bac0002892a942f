package io.offgrid.audit.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object of texts and whole numbers on one line, for files that people read too. */
final class FlatJson {
  private static final JsonFactory JSON = new JsonFactory();

  private FlatJson() {}

  /** The line, without a newline. */
  static byte[] write(Map<String, Object> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> member : members.entrySet()) {
        json.writeFieldName(member.getKey());
        if (member.getValue() instanceof Long number) {
          json.writeNumber(number);
        } else {
          json.writeString(member.getValue().toString());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The members of such a line; none of one that is not like this. */
  static Map<String, Object> read(byte[] line) {
    Map<String, Object> members = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
          members.put(name, json.getLongValue());
        } else if (token == JsonToken.VALUE_STRING) {
          members.put(name, json.getText());
        } else {
          return Map.of();
        }
      }
    } catch (IOException e) {
      return Map.of();
    }
    return members;
  }
}
