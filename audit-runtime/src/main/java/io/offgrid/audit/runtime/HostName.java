package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.ChainHash;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The host's name as the origin of a new log. */
final class HostName {
  private HostName() {}

  static String asOrigin() {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name = "localhost";
    }
    String allowed = name.replaceAll("[^!-~]|[+/]", "-");
    String cut = allowed.substring(0, Math.min(64, allowed.length()));
    return ChainHash.isOrigin(cut) ? cut : "localhost";
  }
}
