package io.offgrid.audit.benchmarks;

import java.io.IOException;

/** Sends all of a payload, over a connection that it keeps. */
interface Sender extends AutoCloseable {
  /** Sends all of it once. */
  void send() throws IOException;

  /** How many bytes the receiver counts for it; 0 where some may be lost. */
  long bytes();

  @Override
  void close() throws IOException;
}
