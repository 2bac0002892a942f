package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.spi.ProviderContext;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkProvider;

/** {@code syslog}: messages of RFC 5424 over UDP, TCP, TLS or RELP. */
public final class SyslogSinkProvider implements SinkProvider<SyslogSettings> {
  @Override
  public String type() {
    return "syslog";
  }

  @Override
  public Class<SyslogSettings> settingsType() {
    return SyslogSettings.class;
  }

  @Override
  public Sink create(SyslogSettings settings, ProviderContext context) {
    return new SyslogSink(settings);
  }
}
