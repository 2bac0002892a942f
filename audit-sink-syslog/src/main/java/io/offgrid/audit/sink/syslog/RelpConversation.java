package io.offgrid.audit.sink.syslog;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One session of RELP (<a href="https://www.rsyslog.com/doc/relp.html">specification</a>), from
 * open to close. Every method blocks for as long as the receiver likes; {@link #close}, from any
 * thread, ends it.
 */
final class RelpConversation implements Closeable {
  /**
   * How many messages may be without an answer. As many answers fit into socket buffers many times,
   * so that the receiver can always write them while this side only writes.
   */
  static final int WINDOW = 1024;

  private static final String OFFER =
      "relp_version=0\nrelp_software=offgrid-audit\ncommands=syslog";
  private static final int BUFFER = 64 << 10;

  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;
  private final Set<Integer> unanswered = new HashSet<>();
  private int number;

  RelpConversation(SocketChannel channel, Socket socket) throws IOException {
    this(channel, socket, 0);
  }

  RelpConversation(SocketChannel channel, Socket socket, int number) throws IOException {
    this.channel = channel;
    this.number = number;
    in = new BufferedInputStream(new RelpInput(socket.getInputStream(), channel), BUFFER);
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
  }

  /**
   * Agrees on what is spoken.
   *
   * @return what the receiver says that it is: {@code RELP 0, librelp,1.11.0}
   */
  String open() throws IOException {
    ask("open", OFFER.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    RelpFrame answer = welcome();
    List<String> offers = answer.offers().lines().toList();
    if (offers.stream().anyMatch(o -> o.startsWith("commands=") && !o.contains("syslog"))) {
      throw new ProtocolException("the receiver takes no syslog messages");
    }
    String version = offered(offers, "relp_version=");
    return RelpFrame.printable("RELP " + version + ", " + offered(offers, "relp_software="));
  }

  /** Sends the messages and returns when the receiver has acknowledged each. */
  void deliver(List<byte[]> messages) throws IOException {
    for (byte[] message : messages) {
      if (unanswered.size() == WINDOW) {
        // Half of them, so that both sides are busy all the time and write many at once.
        awaitAnswers(WINDOW / 2);
      }
      ask("syslog", message);
    }
    awaitAnswers(0);
  }

  /** Says goodbye; all that was delivered is acknowledged already. */
  void sayGoodbye() throws IOException {
    ask("close", new byte[0]);
    out.flush();
    RelpFrame.readFrom(in); // Some answer with a 200, librelp with nothing, then comes the end.
  }

  /**
   * Whether the receiver has said something since, unasked: that it ends the conversation, most
   * likely. Nothing is under way between batches, so that a new one can begin without loss.
   */
  boolean isOver() {
    try {
      if (in.available() > 0) {
        return true;
      }
      channel.configureBlocking(false);
      try (Selector selector = Selector.open()) {
        channel.register(selector, SelectionKey.OP_READ);
        if (selector.selectNow() > 0) {
          return true;
        }
      }
      channel.configureBlocking(true);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Hangs up, without a word: TLS's own close would wait for a write that hangs. Idempotent. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no use any more in any case.
    }
  }

  private void ask(String command, byte[] data) throws IOException {
    number = number == RelpFrame.LAST_NUMBER ? 1 : number + 1;
    unanswered.add(number);
    new RelpFrame(number, command, data).writeTo(out);
  }

  private void awaitAnswers(int rest) throws IOException {
    out.flush();
    while (unanswered.size() > rest) {
      answer();
    }
  }

  private RelpFrame welcome() throws IOException {
    try {
      return answer();
    } catch (RelpRefusal e) {
      throw new IOException(e.getMessage(), e); // no to everybody, not to a message
    }
  }

  /** The next answer, which may be to any request; it is yes, or this fails. */
  private RelpFrame answer() throws IOException {
    RelpFrame frame = RelpFrame.readFrom(in);
    while (frame.number() == 0 && !frame.command().equals("serverclose")) {
      frame = RelpFrame.readFrom(in); // A hint that need not be understood.
    }
    if (frame.number() == 0) {
      throw new IOException("the receiver ended the conversation");
    }
    if (!frame.command().equals("rsp") || !unanswered.remove(frame.number())) {
      throw new ProtocolException("an answer to what was not asked");
    }
    if (!frame.ok()) {
      throw new RelpRefusal(frame.said());
    }
    return frame;
  }

  private static String offered(List<String> offers, String key) {
    return offers.stream()
        .filter(o -> o.startsWith(key))
        .map(o -> o.substring(key.length()))
        .findFirst()
        .orElse("unknown");
  }
}
