package io.offgrid.audit.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes finished buffers: the same bytes in the same writes as the syslog sink's, which gathers
 * what fits into 64 KiB and leaves nothing behind at the end of a batch.
 */
final class BareWrites implements Sender {
  private static final int GATHERED_BYTES = 64 << 10;
  private static final int SEND_BUFFER = 256 << 10; // the sink's

  private final AutoCloseable socket;
  private final List<byte[]> writes;
  private final OutputStream out;
  private final boolean lossy;

  private BareWrites(AutoCloseable socket, List<byte[]> writes, OutputStream out, boolean lossy) {
    this.socket = socket;
    this.writes = writes;
    this.out = out;
    this.lossy = lossy;
  }

  /** Over TCP, or TLS. */
  static Sender stream(Payload payload, int batch, int port, Optional<Certificates> tls)
      throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSendBufferSize(SEND_BUFFER);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    if (tls.isPresent()) {
      socket =
          tls.get()
              .sender()
              .context()
              .getSocketFactory()
              .createSocket(socket, "127.0.0.1", port, true);
    }
    return new BareWrites(socket, gather(payload, batch), socket.getOutputStream(), false);
  }

  /** A datagram each. */
  static Sender datagrams(Payload payload, int port) throws IOException {
    DatagramSocket socket = new DatagramSocket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new BareWrites(socket, payload.messages(), new Datagrams(socket), true);
  }

  private static List<byte[]> gather(Payload payload, int batch) throws IOException {
    List<byte[]> writes = new ArrayList<>();
    OutputStream list =
        new OutputStream() {
          @Override
          public void write(int value) {
            writes.add(new byte[] {(byte) value});
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            writes.add(Arrays.copyOfRange(bytes, offset, offset + length));
          }
        };
    BufferedOutputStream buffer = new BufferedOutputStream(list, GATHERED_BYTES);
    for (List<byte[]> messages : Payload.cut(payload.messages(), batch)) {
      for (byte[] message : messages) {
        buffer.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
        buffer.write(message);
      }
      buffer.flush();
    }
    return writes;
  }

  @Override
  public void send() throws IOException {
    for (byte[] write : writes) {
      out.write(write);
    }
  }

  @Override
  public long bytes() {
    return lossy ? 0 : writes.stream().mapToLong(write -> write.length).sum();
  }

  @Override
  public void close() throws IOException {
    try {
      socket.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static final class Datagrams extends OutputStream {
    private final DatagramSocket socket;

    Datagrams(DatagramSocket socket) {
      this.socket = socket;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      socket.send(new DatagramPacket(bytes, offset, length));
    }
  }
}
