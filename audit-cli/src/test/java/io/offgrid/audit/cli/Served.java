package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code offgrid audit serve} as a process of its own, on a port that it chose, and its user. */
final class Served implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Cli cli;
  private final Process process;
  private final Path out;
  private final Path err;

  private Served(Cli cli, Process process, Path out, Path err) {
    this.cli = cli;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Returns when it has said that it listens. */
  static Served start(Cli cli, String... more) throws Exception {
    Path folder = Files.createTempDirectory(cli.home().getParent(), "served");
    List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
    arguments.addAll(List.of(more));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = Cli.commandOf(arguments.toArray(String[]::new));
    Process process = cli.start(Cli.interruptible(command), "", out, err);
    Served served = new Served(cli, process, out, err);
    try {
      Cli.await(process, () -> Files.readString(out).endsWith("\n"));
      return served;
    } catch (Exception | Error e) {
      served.close();
      throw new AssertionError(Files.readString(err), e);
    }
  }

  /** All that it printed. */
  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** As it printed it, without the slash at its end. */
  String url() throws IOException {
    return out().replaceFirst("(?s)/ serves .*", "");
  }

  int port() throws IOException {
    return URI.create(url()).getPort();
  }

  byte[] bytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request(path).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).describedAs(new String(answer.body(), UTF_8)).isEqualTo(200);
    return answer.body();
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(bytes(path));
  }

  /** The status of what is asked with this token. */
  int statusWith(String token, String path) throws IOException, InterruptedException {
    HttpRequest request = request(path).header("Authorization", "Bearer " + token).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  int status(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.discarding()).statusCode();
  }

  /** Records an event, and tells its id. */
  String post(String event) throws IOException, InterruptedException {
    HttpRequest request =
        request("/v1/audit")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(201);
    return new ObjectMapper().readTree(answer.body()).at("/receipts/0/id").asText();
  }

  /** Sends it a signal; its exit status is the result. */
  int end(String signal) throws Exception {
    cli.run("", List.of("kill", signal, Long.toString(process.pid()))).ended(0);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).describedAs("it ends").isTrue();
    return process.exitValue();
  }

  /** Takes it away as a power cut would. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }
}
