package io.offgrid.audit.benchmarks;

import io.offgrid.audit.spi.Sink;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** A receiver of one protocol, and who sends to it. */
final class Way implements AutoCloseable {
  private final Protocol protocol;
  private final Certificates certificates;
  private final int port;
  private final LongSupplier received;
  private final LongConsumer await;
  private final Runnable close;

  Way(Protocol protocol, Certificates certificates) throws IOException {
    this.protocol = protocol;
    this.certificates = certificates;
    if (protocol == Protocol.UDP) {
      DatagramReceiver receiver = new DatagramReceiver();
      port = receiver.port();
      received = () -> 0;
      await = bytes -> {};
      close = receiver::close;
    } else {
      Receiver receiver = new Receiver(protocol.talk(), tls().map(Certificates::receiver));
      port = receiver.port();
      received = receiver::received;
      await = receiver::await;
      close = receiver::close;
    }
  }

  private Optional<Certificates> tls() {
    return protocol.isEncrypted() ? Optional.of(certificates) : Optional.empty();
  }

  /** Sends what the sink sends, made beforehand. */
  Sender bare(Payload payload, int batch) throws IOException {
    return switch (protocol) {
      case UDP -> BareWrites.datagrams(payload, port);
      case TCP, TLS -> BareWrites.stream(payload, batch, port, tls());
      case RELP -> new BareRelp(payload, batch, port);
      case HTTP, HTTPS -> new BarePosts(payload.bodies(batch), port, tls());
    };
  }

  Sink sink() {
    return Sinks.of(protocol, port, certificates.caFile());
  }

  /**
   * Records a second, from the first byte sent until the last was read; they must be as many bytes
   * as expected.
   */
  double recordsPerSecond(Sender sender, int passes, Payload payload) {
    try {
      long before = received.getAsLong();
      long begin = System.nanoTime();
      for (int i = 0; i < passes; i++) {
        sender.send();
      }
      await.accept(before + passes * sender.bytes());
      double seconds = (System.nanoTime() - begin) / 1e9;
      return passes * payload.records().size() / seconds;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    close.run();
  }
}
