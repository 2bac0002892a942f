package com.example.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a cluster does with bulk requests, as its documentation says: creates documents, refuses ids
 * that it has with 409, answers for each. It can die, come back at its port, and hang.
 */
final class Cluster implements AutoCloseable {
  private final List<String> arrived = new ArrayList<>();
  private final Map<String, String> documents = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private String poison = "\0";
  private int poisonStatus;
  private String answer = "";
  private int status = 200;
  private HttpServer server;
  private ServerSocket hanging;
  private ExecutorService threads;
  private int port;

  Cluster() {
    start();
  }

  int port() {
    return port;
  }

  /** Each source of an action, in the order of their arrival. */
  synchronized List<String> arrived() {
    return List.copyOf(arrived);
  }

  synchronized Map<String, String> documents() {
    return Map.copyOf(documents);
  }

  /** Request lines, with the header that says who asks. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** From now on it answers with this status for each source that contains this. */
  synchronized void refuse(String part, int withStatus) {
    poison = part;
    poisonStatus = withStatus;
  }

  /** From now on it answers this, whatever comes. */
  synchronized void answer(int withStatus, String body) {
    status = withStatus;
    answer = body;
  }

  void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Takes connections, and neither reads nor answers. */
  void hang() {
    stop();
    try {
      hanging = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    if (hanging != null) {
      hanging.close();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String said;
    int with;
    synchronized (this) {
      requests.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("Authorization"));
      with = status;
      said = answer.isEmpty() ? bulk(body.split("\n")) : answer;
    }
    byte[] bytes = said.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Retry-After", "7");
    exchange.sendResponseHeaders(with, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String bulk(String[] lines) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < lines.length; i += 2) {
      String id = lines[i].replaceFirst(".*\"_id\":\"([^\"]*)\".*", "$1");
      items.add(
          "{\"create\":{\"_index\":\"audit\",\"_id\":\""
              + id
              + "\","
              + create(id, lines[i + 1])
              + "}}");
    }
    return "{\"took\":3,\"errors\":true,\"items\":[" + String.join(",", items) + "]}";
  }

  private String create(String id, String source) {
    if (source.contains(poison)) {
      return "\"status\":"
          + poisonStatus
          + ",\"error\":{\"type\":\"mapper_parsing_exception\",\"reason\":\"failed\"}";
    }
    arrived.add(source);
    return documents.putIfAbsent(id, source) == null
        ? "\"_version\":1,\"result\":\"created\",\"status\":201"
        : "\"status\":409,\"error\":{\"type\":\"version_conflict_engine_exception\",\"reason\":\"exists\"}";
  }
}
