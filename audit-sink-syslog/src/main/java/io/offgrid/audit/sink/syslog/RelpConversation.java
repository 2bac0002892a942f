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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

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

  /** The numbers of requests without an answer, each with the index of its message in the batch. */
  private final Map<Integer, Integer> unanswered = new HashMap<>();

  private final NavigableMap<Integer, String> refused = new TreeMap<>();
  private int lastTaken;
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
    ask("open", -1, OFFER.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    RelpFrame answer = welcome();
    List<String> offers = answer.offers().lines().toList();
    if (offers.stream().anyMatch(o -> o.startsWith("commands=") && !o.contains("syslog"))) {
      throw new ProtocolException("the receiver takes no syslog messages");
    }
    String version = offered(offers, "relp_version=");
    return RelpFrame.printable("RELP " + version + ", " + offered(offers, "relp_software="));
  }

  /**
   * Sends the messages and returns when the receiver has acknowledged each.
   *
   * @throws RelpRefusal if it does not take all; then it was asked for the others all the same
   */
  void deliver(List<byte[]> messages) throws IOException {
    refused.clear();
    lastTaken = -1;
    try {
      for (int i = 0; i < messages.size(); i++) {
        if (unanswered.size() == WINDOW) {
          // Half of them, so that both sides are busy all the time and write many at once.
          awaitAnswers(WINDOW / 2);
        }
        ask("syslog", i, messages.get(i));
      }
      awaitAnswers(0);
    } catch (IOException e) {
      if (refused.isEmpty()) { // else that is why it went no further
        throw e;
      }
    }
    Map.Entry<Integer, String> first = refused.firstEntry();
    if (first != null) {
      throw new RelpRefusal(first.getValue(), first.getKey(), lastTaken > first.getKey());
    }
  }

  /** Says goodbye; all that was delivered is acknowledged already. */
  void sayGoodbye() throws IOException {
    ask("close", -1, new byte[0]);
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

  private void ask(String command, int index, byte[] data) throws IOException {
    number = number == RelpFrame.LAST_NUMBER ? 1 : number + 1;
    unanswered.put(number, index);
    new RelpFrame(number, command, data).writeTo(out);
  }

  private void awaitAnswers(int rest) throws IOException {
    out.flush();
    while (unanswered.size() > rest) {
      Answer answer = answer();
      if (answer.frame.ok()) {
        lastTaken = Math.max(lastTaken, answer.index);
      } else {
        refused.put(answer.index, answer.frame.said());
      }
    }
  }

  private RelpFrame welcome() throws IOException {
    RelpFrame answer = answer().frame;
    if (!answer.ok()) { // no to everybody, not to a message
      throw new IOException("the receiver answered " + answer.said());
    }
    return answer;
  }

  /** What was said to the message with this index, or to a request without any. */
  private record Answer(int index, RelpFrame frame) {}

  /** The next answer, which may be to any request. */
  private Answer answer() throws IOException {
    RelpFrame frame = RelpFrame.readFrom(in);
    while (frame.number() == 0 && !frame.command().equals("serverclose")) {
      frame = RelpFrame.readFrom(in); // A hint that need not be understood.
    }
    if (frame.number() == 0) {
      throw new IOException("the receiver ended the conversation");
    }
    Integer index = unanswered.remove(frame.number());
    if (!frame.command().equals("rsp") || index == null) {
      throw new ProtocolException("an answer to what was not asked");
    }
    return new Answer(index, frame);
  }

  private static String offered(List<String> offers, String key) {
    return offers.stream()
        .filter(o -> o.startsWith(key))
        .map(o -> o.substring(key.length()))
        .findFirst()
        .orElse("unknown");
  }
}
