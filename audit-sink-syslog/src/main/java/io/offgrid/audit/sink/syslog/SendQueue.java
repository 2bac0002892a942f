package io.offgrid.audit.sink.syslog;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel has still to send, or to have acknowledged, on a connection: {@code tx_queue} of
 * Linux's {@code /proc/net/tcp}. A receiver that was switched off breaks no connection for many
 * minutes; this tells that it has nothing.
 *
 * @param listed whether the system lists the connection, as one that nobody has ended
 * @param bytes how many bytes wait; 0 where it is not listed
 */
record SendQueue(boolean listed, long bytes) {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp6"), Path.of("/proc/net/tcp"));

  /** Of a connection that the receiver has not ended, in the words of the kernel's tcp_states.h. */
  private static final String ESTABLISHED = "01";

  static SendQueue of(Socket socket) {
    String local = ":%04X".formatted(socket.getLocalPort());
    String remote = ":%04X".formatted(socket.getPort());
    boolean listed = false;
    long bytes = 0;
    for (Path table : TABLES) {
      for (String line : lines(table)) {
        String[] fields = line.strip().split("\\s+", 6);
        if (fields.length > 4
            && fields[1].endsWith(local)
            && fields[2].endsWith(remote)
            && fields[3].equals(ESTABLISHED)) {
          listed = true;
          bytes = Math.max(bytes, Long.parseLong(fields[4].substring(0, 8), 16));
        }
      }
    }
    return new SendQueue(listed, bytes);
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return List.of(); // another system than Linux
    }
  }
}
