package io.offgrid.audit.benchmarks;

import io.offgrid.audit.benchmarks.Receiver.Talk;

/** How records travel. */
enum Protocol {
  UDP(false),
  TCP(false),
  TLS(true),
  RELP(false),
  HTTP(false),
  HTTPS(true);

  private final boolean encrypted;

  Protocol(boolean encrypted) {
    this.encrypted = encrypted;
  }

  boolean isEncrypted() {
    return encrypted;
  }

  boolean isWeb() {
    return this == HTTP || this == HTTPS;
  }

  /** What its receiver does. */
  Talk talk() {
    return switch (this) {
      case UDP, TCP, TLS -> Talks::discard;
      case RELP -> Talks::relp;
      case HTTP, HTTPS -> Talks::http;
    };
  }
}
