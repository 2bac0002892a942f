package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A web server that takes batches of events, always on the same port. */
final class Receiver implements AutoCloseable {
  private static final String NOTHING = "\0";

  private final List<Long> seqs = new CopyOnWriteArrayList<>();
  private volatile String rejected = NOTHING;
  private int port;
  private @Nullable HttpServer server;

  /** Listens, again too. */
  void start() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer started = HttpServer.create(address, 0);
    started.createContext("/in", this::take);
    started.start();
    server = started;
    port = started.getAddress().getPort();
  }

  /** Takes no connection any more. */
  void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  String address() {
    return "http://127.0.0.1:" + port + "/in";
  }

  /** Answers 400 to every batch that holds this text. */
  void reject(String text) {
    rejected = text;
  }

  void rejectNothing() {
    rejected = NOTHING;
  }

  /** Numbers of the events that it took, in the order in which they came. */
  List<Long> seqs() {
    return seqs;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (body.contains(rejected)) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      for (JsonNode event : new ObjectMapper().readTree(body)) {
        seqs.add(event.get("seq").asLong());
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
