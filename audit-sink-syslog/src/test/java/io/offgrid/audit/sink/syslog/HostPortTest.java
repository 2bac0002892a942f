package io.offgrid.audit.sink.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @Test
  void readsANameAnAddressAndAnIpv6AddressInBrackets() {
    assertThat(HostPort.parse("siem.example:1514", 514))
        .isEqualTo(new HostPort("siem.example", 1514));
    assertThat(HostPort.parse("192.0.2.1:1514", 514)).isEqualTo(new HostPort("192.0.2.1", 1514));
    assertThat(HostPort.parse("[2001:db8::1]:1514", 514))
        .isEqualTo(new HostPort("2001:db8::1", 1514));
    assertThat(HostPort.parse("[fe80::1%eth0]:1514", 514))
        .isEqualTo(new HostPort("fe80::1%eth0", 1514));
  }

  @Test
  void takesTheDefaultPortWhereNoneIsNamed() {
    assertThat(HostPort.parse("siem.example", 6514)).isEqualTo(new HostPort("siem.example", 6514));
    assertThat(HostPort.parse("[::1]", 514)).isEqualTo(new HostPort("::1", 514));
  }

  @Test
  void isShownAsItIsWritten() {
    assertThat(HostPort.parse("[::1]:514", 1)).hasToString("[::1]:514");
    assertThat(HostPort.parse("siem.example:514", 1)).hasToString("siem.example:514");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":514", "::1", "host:", "host:x", "a b:514", "tcp://host:514", "h:5:6"})
  void refusesWhatIsNoneAndSaysWhatItMustBe(String text) {
    assertThatThrownBy(() -> HostPort.parse(text, 514))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "must be host:port, an IPv6 address in brackets as in [::1]:514, not '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, 999_999_999})
  void refusesPortsThatCannotBe(int port) {
    assertThatThrownBy(() -> HostPort.parse("host:" + port, 514))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must have a port from 1 to 65535, not " + port);
  }
}
