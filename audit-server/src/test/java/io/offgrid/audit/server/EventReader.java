package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events as a browser does: WHATWG HTML, section 9.2.6. */
final class EventReader implements AutoCloseable {
  private final InputStream body;
  private final BufferedReader lines;

  private EventReader(InputStream body) {
    this.body = body;
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** An event; comments are passed over. */
  record Event(String name, String id, String data) {}

  static EventReader open(TestServer server, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        server
            .client()
            .send(
                request.header("Accept", "text/event-stream").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/event-stream;charset=utf-8");
    return new EventReader(response.body());
  }

  /** Waits for a comment, which tells that the stream is there. */
  void awaitComment() throws IOException {
    assertThat(lines.readLine()).startsWith(":");
    assertThat(lines.readLine()).isEmpty();
  }

  /** The next event; absent at the end. */
  Optional<Event> next() throws IOException {
    String name = "message";
    String id = "";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && data.length() > 0) {
        return Optional.of(new Event(name, id, data.toString()));
      }
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("data: ")) {
        data.append(line.substring(6));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
