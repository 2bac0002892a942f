package io.offgrid.audit.server;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** {@code GET /openapi.json}: the description of the API for programs, OpenAPI 3.1. */
final class DescriptionHandler implements Handler {
  @Override
  public void handle(Context request) {
    try (InputStream in = DescriptionHandler.class.getResourceAsStream("openapi.json")) {
      JsonAnswer.bytes(request, Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
