package io.offgrid.audit.sink.syslog;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.appender.SyslogAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.net.AbstractSocketManager;

/**
 * Log4j's syslog appender over a stream of ours, as docs/adr/0009 says: one for each connection,
 * shared with nobody, which never connects again and hides no failure. For one thread.
 */
final class MessageAppender extends SyslogAppender {
  /** What is gathered into one write. */
  static final int GATHERED_BYTES = 64 << 10;

  private MessageAppender(
      String name, FramingLayout layout, boolean eachAlone, AbstractSocketManager socket) {
    super(name, layout, null, false, eachAlone, socket, null, Property.EMPTY_ARRAY);
    setHandler(new Unheard());
    start();
  }

  /** Gathers messages into few writes. */
  static MessageAppender gathering(Framing framing, OutputStream out, InetSocketAddress peer) {
    return over(framing, out, peer, false);
  }

  /** Makes one write of each message. */
  static MessageAppender oneByOne(OutputStream out, InetSocketAddress peer) {
    return over(Framing.NONE, out, peer, true);
  }

  private static MessageAppender over(
      Framing framing, OutputStream out, InetSocketAddress peer, boolean eachAlone) {
    String name = "offgrid-audit:" + peer;
    FramingLayout layout = new FramingLayout(framing);
    return new MessageAppender(name, layout, eachAlone, new Wire(name, out, peer, layout));
  }

  /** Hands all messages to the stream; when it returns, none waits in a buffer of Log4j's. */
  void append(List<byte[]> messages) throws IOException {
    try {
      for (int i = 0; i < messages.size(); i++) {
        append(new MessageEvent(messages.get(i), i == messages.size() - 1));
      }
    } catch (AppenderLoggingException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  /** The end of the wire; made by no factory, so that Log4j does not share it with others. */
  private static final class Wire extends AbstractSocketManager {
    Wire(String name, OutputStream out, InetSocketAddress peer, FramingLayout layout) {
      super(
          name,
          out,
          peer.getAddress(),
          peer.getHostString(),
          peer.getPort(),
          layout,
          false,
          GATHERED_BYTES);
    }
  }

  /** Failures are told to the caller, who decides where they are written. */
  private static final class Unheard implements ErrorHandler {
    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Throwable thrown) {}

    @Override
    public void error(String message, LogEvent event, Throwable thrown) {}
  }
}
