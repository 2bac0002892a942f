package io.offgrid.audit.sink.syslog;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * Has the kernel acknowledge at once what comes. librelp writes each answer by itself and leaves
 * Nagle's algorithm on: its kernel then holds all answers but the first back until that one is
 * acknowledged, which this one puts off for 40 ms as long as there is nothing to send. The option
 * wears off and is set before each read.
 */
final class RelpInput extends FilterInputStream {
  private final SocketChannel channel;
  private final Optional<SocketOption<?>> quick;

  RelpInput(InputStream in, SocketChannel channel) {
    super(in);
    this.channel = channel;
    // By its name, since the class that has it, jdk.net.ExtendedSocketOptions, may be missing.
    quick =
        channel.supportedOptions().stream()
            .filter(option -> option.name().equals("TCP_QUICKACK"))
            .findFirst();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (quick.isPresent()) {
      turnOn(quick.get());
    }
    return super.read(buffer, offset, length);
  }

  @SuppressWarnings("unchecked") // The name says its type.
  private void turnOn(SocketOption<?> option) throws IOException {
    channel.setOption((SocketOption<Boolean>) option, true);
  }
}
