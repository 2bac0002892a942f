package io.offgrid.audit.sink.syslog;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;

/** A receiver on the loopback interface that treats each conversation as it is told. */
final class RelpReceiver implements AutoCloseable {
  /** What the receiver does with a connection, which is closed when it returns. */
  interface Script {
    void run(Peer peer) throws IOException;
  }

  private final ServerSocket listening;
  private final Script script;
  private final ExecutorService threads = Executors.newCachedThreadPool(RelpReceiver::daemon);
  private final Queue<Peer> peers = new ConcurrentLinkedQueue<>();

  RelpReceiver(Script script) throws IOException {
    this(ServerSocketFactory.getDefault(), 0, script);
  }

  RelpReceiver(ServerSocketFactory sockets, int port, Script script) throws IOException {
    this.script = script;
    listening =
        sockets.createServerSocket(port, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    threads.execute(this::accept);
  }

  /** Agrees, acknowledges each message, says goodbye. */
  static void polite(Peer peer) throws IOException {
    peer.open();
    peer.acknowledgeAll();
  }

  int port() {
    return listening.getLocalPort();
  }

  HostPort address() {
    return new HostPort("127.0.0.1", port());
  }

  SocketAddress listensAt() {
    return listening.getLocalSocketAddress();
  }

  String target() {
    return "relp://127.0.0.1:" + port();
  }

  int connections() {
    return peers.size();
  }

  /** All messages that came, of all connections in their order. */
  List<byte[]> messages() {
    List<byte[]> all = new ArrayList<>();
    peers.forEach(peer -> all.addAll(peer.messages));
    return all;
  }

  /** How many conversations ended in an orderly way. */
  long goodbyes() {
    return peers.stream().filter(peer -> peer.saidGoodbye).count();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Peer peer : peers) {
      peer.socket.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Peer peer = new Peer(listening.accept());
        peers.add(peer);
        threads.execute(() -> talk(peer));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void talk(Peer peer) {
    try (peer.socket) {
      script.run(peer);
    } catch (IOException e) {
      // The other side went.
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "receiver");
    thread.setDaemon(true);
    return thread;
  }

  /** One connection. */
  static final class Peer {
    /** Every message that came, acknowledged or not. */
    final Queue<byte[]> messages = new ConcurrentLinkedQueue<>();

    final Socket socket;
    private final InputStream in;
    private volatile boolean saidGoodbye;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }

    void open() throws IOException {
      Request request = next();
      String offers =
          "relp_version=0\nrelp_software=librelp,1.11.0,http://librelp.adiscon.com\n"
              + "commands=syslog";
      answer(request.number, "200 OK\n" + offers);
    }

    void acknowledgeAll() throws IOException {
      Request request = next();
      while (!request.command.equals("close")) {
        acknowledge(request.number);
        request = next();
      }
      saidGoodbye = true;
      say(request.number + " rsp 0\n0 serverclose 0\n");
    }

    /** The numbers of the next so many messages. */
    List<Integer> take(int count) throws IOException {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        numbers.add(next().number);
      }
      return numbers;
    }

    void acknowledge(int number) throws IOException {
      answer(number, "200 OK");
    }

    void answer(int number, String text) throws IOException {
      say("%d rsp %d %s\n".formatted(number, text.getBytes(StandardCharsets.UTF_8).length, text));
    }

    void say(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the other side has gone. */
    void awaitEnd() throws IOException {
      while (in.read() >= 0) {
        // Whatever it still has to say.
      }
    }

    private Request next() throws IOException {
      int number = Integer.parseInt(word());
      String command = word();
      String length = word();
      byte[] data = in.readNBytes(Integer.parseInt(length));
      if (data.length > 0 && in.read() != '\n') {
        throw new IOException("a frame without an end");
      }
      if (command.equals("syslog")) {
        messages.add(data);
      }
      return new Request(number, command);
    }

    private String word() throws IOException {
      StringBuilder word = new StringBuilder();
      int c = in.read();
      while (c != ' ' && c != '\n') {
        if (c < 0) {
          throw new EOFException();
        }
        word.append((char) c);
        c = in.read();
      }
      return word.toString();
    }

    private record Request(int number, String command) {}
  }
}
