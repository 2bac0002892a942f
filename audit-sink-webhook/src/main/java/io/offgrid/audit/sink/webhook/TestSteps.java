package io.offgrid.audit.sink.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Tells the steps of one call in words, on the thread of the call. */
final class TestSteps extends EventListener {
  private final Consumer<String> steps;
  private long began = System.nanoTime();
  private String peer = "";
  private boolean connected;

  TestSteps(Consumer<String> steps) {
    this.steps = steps;
  }

  private void begin() {
    began = System.nanoTime();
  }

  private String taken() {
    return " in " + (System.nanoTime() - began) / 1_000_000 + " ms";
  }

  private void tellConnected() {
    if (!connected) {
      connected = true;
      steps.accept("connected to " + peer + taken());
    }
  }

  private static String name(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String host = ip == null ? address.getHostString() : ip.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    begin();
  }

  @Override
  public void dnsEnd(Call call, String domainName, List<InetAddress> inetAddressList) {
    String addresses =
        inetAddressList.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    steps.accept("resolved " + domainName + " to " + addresses + taken());
  }

  @Override
  public void connectStart(Call call, InetSocketAddress inetSocketAddress, Proxy proxy) {
    begin();
    connected = false;
    peer = name(inetSocketAddress) + (proxy.type() == Proxy.Type.DIRECT ? "" : ", a proxy,");
  }

  @Override
  public void secureConnectStart(Call call) {
    tellConnected();
    begin();
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    if (handshake == null || handshake.peerCertificates().isEmpty()) {
      return;
    }
    String version = handshake.tlsVersion().javaName();
    steps.accept("began " + version + " with " + handshake.cipherSuite().javaName() + taken());
    if (handshake.peerCertificates().get(0) instanceof X509Certificate certificate) {
      String subject = Failure.printable(certificate.getSubjectX500Principal().getName());
      steps.accept(
          "the certificate of "
              + (subject.isEmpty() ? "the host" : subject)
              + " is valid until "
              + certificate.getNotAfter().toInstant());
    }
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress inetSocketAddress, Proxy proxy, @Nullable Protocol protocol) {
    tellConnected();
  }

  @Override
  public void connectFailed(
      Call call,
      InetSocketAddress inetSocketAddress,
      Proxy proxy,
      @Nullable Protocol protocol,
      IOException ioe) {
    steps.accept(connected ? "TLS failed" + taken() : "no connection to " + peer + taken());
  }

  @Override
  public void requestHeadersStart(Call call) {
    begin();
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    steps.accept("sent " + byteCount + " bytes");
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    steps.accept("answered " + response.code() + taken());
  }
}
