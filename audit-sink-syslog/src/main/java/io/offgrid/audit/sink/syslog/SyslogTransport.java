package io.offgrid.audit.sink.syslog;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A way to a syslog receiver, one conversation at a time. For one thread, close() apart. */
interface SyslogTransport extends AutoCloseable {
  /**
   * Sends whole RFC 5424 messages, unframed, in order; connects first if need be.
   *
   * @param lastSeq number of the last one's record
   * @throws io.offgrid.audit.spi.SinkException (transient) when it fails or something sent earlier
   *     was lost; the conversation is over then, and what was unconfirmed forgotten
   */
  void send(List<byte[]> messages, long lastSeq, Duration timeout);

  /**
   * The lastSeq of the newest batch that the receiver surely has, since it last started over; 0 for
   * none.
   *
   * @throws io.offgrid.audit.spi.SinkException as {@link #send}
   */
  long confirmed();

  /** Forgets what is unconfirmed and what was confirmed: records are delivered again. */
  void startOver();

  /** Ends the conversation in an orderly way, if that confirms more. */
  void finish(Duration timeout);

  /** Sends one message over a conversation of its own, telling each step. */
  void test(byte[] message, Duration timeout, Consumer<String> steps);

  @Override
  void close();
}
