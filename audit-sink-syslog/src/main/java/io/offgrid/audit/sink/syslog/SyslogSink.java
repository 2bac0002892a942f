package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.TlsFiles;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes records as syslog messages and hands them to the transport of the protocol. */
final class SyslogSink implements Sink {
  private final SyslogSettings settings;
  private final String target;
  private final SyslogTransport transport;
  private @Nullable Rfc5424 writer;
  private volatile boolean closed;
  private long delivered;

  SyslogSink(SyslogSettings settings) {
    this.settings = settings;
    Optional<TlsFiles> tls = settings.tls();
    target = scheme(settings.protocol(), tls.isPresent()) + "://" + settings.hostPort();
    transport =
        switch (settings.protocol()) {
          case UDP -> new DatagramTransport(settings.hostPort(), target);
          case TCP, TLS -> new StreamTransport(settings, tls, target);
          case RELP -> throw new UnsupportedOperationException("relp");
        };
  }

  private static String scheme(SyslogProtocol protocol, boolean encrypted) {
    String word = protocol.name().toLowerCase(Locale.ROOT);
    return protocol == SyslogProtocol.RELP && encrypted ? word + "+tls" : word;
  }

  @Override
  public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
    refuseWhenClosed();
    if (batch.get(0).seq() <= delivered) {
      transport.startOver();
      delivered = 0;
    }
    List<byte[]> messages = new ArrayList<>(batch.size());
    for (AuditRecord record : batch) {
      messages.add(writer().message(record));
    }
    long last = batch.get(batch.size() - 1).seq();
    transport.send(messages, last, timeout);
    delivered = last;
  }

  @Override
  public long confirmed() {
    return transport.confirmed();
  }

  @Override
  public void finish(Duration timeout) {
    transport.finish(timeout);
  }

  @Override
  public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
    refuseWhenClosed();
    transport.test(writer().message(record), timeout, steps);
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public void close() {
    closed = true;
    transport.close();
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw SinkException.failed(target + ": the sink is closed", null);
    }
  }

  /** Made when it is needed, since the name of this host may have to be looked up. */
  private Rfc5424 writer() {
    Rfc5424 made = writer;
    if (made == null) {
      String hostname = settings.hostname().orElseGet(SyslogSink::hostname);
      made = new Rfc5424(settings, hostname, Long.toString(ProcessHandle.current().pid()));
      writer = made;
    }
    return made;
  }

  private static String hostname() {
    try {
      return Rfc5424.printable(InetAddress.getLocalHost().getHostName(), 255);
    } catch (UnknownHostException e) {
      return "-"; // RFC 5424's NILVALUE
    }
  }
}
