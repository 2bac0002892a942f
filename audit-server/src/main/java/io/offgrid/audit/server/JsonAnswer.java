package io.offgrid.audit.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers in JSON, whole in memory before anything is sent. Functions only, for any thread. */
final class JsonAnswer {
  static final String TYPE = "application/json";

  private static final JsonFactory JSON = new JsonFactory();

  private JsonAnswer() {}

  /** Writes the members of an object, or the elements of an array. */
  interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** Answers with an object. */
  static void object(Context request, Members members) {
    bytes(request, objectBytes(members));
  }

  /** Answers with an array. */
  static void array(Context request, Members elements) {
    bytes(
        request,
        written(
            json -> {
              json.writeStartArray();
              elements.write(json);
              json.writeEndArray();
            }));
  }

  /** Answers with JSON that is there already. */
  static void bytes(Context request, byte[] json) {
    request.contentType(TYPE).result(json);
  }

  /**
   * Answers with much JSON. What is given to Javalin as a result stays in memory until a slow
   * client has taken it, beside the {@link PacedAnswers}; this does not.
   */
  static void large(Context request, ByteArrayOutputStream json) {
    request.contentType(TYPE);
    request.res().setContentLength(json.size());
    try {
      json.writeTo(request.res().getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object on one line, with a newline behind it. */
  static byte[] objectBytes(Members members) {
    return written(
        json -> {
          json.writeStartObject();
          members.write(json);
          json.writeEndObject();
        });
  }

  /** An object on one line. */
  static String objectLine(Members members) {
    return new String(objectBytes(members), StandardCharsets.UTF_8).strip();
  }

  private static byte[] written(Members value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      value.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.write('\n');
    return out.toByteArray();
  }
}
