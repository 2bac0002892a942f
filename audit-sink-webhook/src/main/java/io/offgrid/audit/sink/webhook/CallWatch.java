package io.offgrid.audit.sink.webhook;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Follows one call, and keeps the answer as it comes off the wire. OkHttp would draw conclusions of
 * its own from some, which end the call with an exception: a {@code Retry-After} of more digits
 * than an int has, a 407 without a proxy, a 204 with a body.
 */
final class CallWatch extends EventListener {
  private final Runnable onCancel;
  private volatile String doing = "beginning";
  private volatile boolean sent;
  private volatile @Nullable Answer answer;

  CallWatch(Runnable onCancel) {
    this.onCancel = onCancel;
  }

  /** What is, or was at last, being done, to be read after "while". */
  String doing() {
    return doing;
  }

  Optional<Answer> answer() {
    return Optional.ofNullable(answer);
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    doing = "resolving the host's name";
  }

  @Override
  public void connectStart(Call call, InetSocketAddress inetSocketAddress, Proxy proxy) {
    doing = "connecting";
  }

  @Override
  public void secureConnectStart(Call call) {
    doing = "beginning TLS";
  }

  @Override
  public void requestHeadersStart(Call call) {
    doing = "sending";
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    sent = true;
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    doing = "waiting for an answer";
  }

  @Override
  public void requestFailed(Call call, IOException ioe) {
    sent = false;
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    answer = new Answer(response.code(), response.header("Retry-After"), sent);
  }

  @Override
  public void canceled(Call call) {
    onCancel.run();
  }
}
