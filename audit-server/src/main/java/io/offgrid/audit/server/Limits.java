package io.offgrid.audit.server;

import io.offgrid.audit.runtime.config.ServerSettings;
import java.time.Duration;

/**
 * What a client may take of the server.
 *
 * @param headerBytes the longest header of a request
 * @param bodyBytes the longest body
 * @param connections how many may be open
 * @param arrival how long a request may take to arrive, and how long a connection may wait for one
 * @param piece how long a client may take for each {@link PacedAnswers#PIECE} bytes of an answer
 * @param memory of bodies that arrive and answers that are not taken, of all clients together
 * @param stop how long requests under way may take when the server stops
 */
record Limits(
    int headerBytes,
    int bodyBytes,
    int connections,
    Duration arrival,
    Duration piece,
    long memory,
    Duration stop) {

  /** Those of the configuration, and fixed ones. */
  static Limits of(ServerSettings settings) {
    return new Limits(
        16 << 10,
        settings.maxBodyBytes(),
        settings.maxConnections(),
        settings.requestTimeout(),
        Duration.ofSeconds(10),
        Math.max(Runtime.getRuntime().maxMemory() / 4, 2L * settings.maxBodyBytes()),
        Duration.ofSeconds(10));
  }
}
