package io.offgrid.audit.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.AuditDeployment;
import io.offgrid.audit.runtime.config.ConfigSource;
import io.offgrid.audit.server.AuditServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Any bytes as the parameters, the path's end or the body of an HTTP request: every request is
 * answered, never with 500. The first byte says which.
 */
public final class RequestTarget {
  private static final List<String> LINES =
      List.of(
          "GET /v1/audit?limit=20&",
          "GET /v1/audit/stats?",
          "GET /v1/audit/export?limit=20&",
          "GET /v1/audit/verify?max_age=1h&",
          "GET /v1/audit/",
          "POST /v1/audit");
  private static final int PORT = serve();
  private static final int LONGEST_WAIT_MILLIS = 50_000;

  private RequestTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    int which = Math.floorMod(input[0], LINES.size());
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    String begin = LINES.get(which);
    String status = begin.startsWith("POST") ? post(begin, rest) : get(begin, rest);
    int code =
        status.matches("HTTP/1\\.1 [1-5]\\d\\d.*") ? Integer.parseInt(status.substring(9, 12)) : 0;
    BrokenPromise.unless(code > 0, "no answer but " + status);
    BrokenPromise.unless(code != 500, "answered 500");
  }

  /** Bytes that would end the line are left out: those are the server library's to refuse. */
  private static String get(String begin, byte[] rest) throws IOException {
    StringBuilder line = new StringBuilder(begin);
    for (byte each : rest) {
      if (each > ' ' && each < 127) {
        line.append((char) each);
      } else {
        line.append(String.format("%%%02X", each & 0xff));
      }
    }
    return answer(
        (line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(US_ASCII),
        new byte[0]);
  }

  private static String post(String begin, byte[] body) throws IOException {
    String head =
        begin
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return answer(head.getBytes(US_ASCII), body);
  }

  private static String answer(byte[] head, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
      socket.setSoTimeout(LONGEST_WAIT_MILLIS);
      socket.getOutputStream().write(head);
      socket.getOutputStream().write(body);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      StringBuilder line = new StringBuilder();
      int next = in.read();
      while (next >= 0 && next != '\r') {
        line.append(new String(new byte[] {(byte) next}, ISO_8859_1));
        next = in.read();
      }
      in.skipNBytes(Math.min(in.available(), 1 << 20));
      return line.toString();
    }
  }

  private static int serve() {
    Path home = FuzzFiles.directory("request");
    FuzzFiles.write(
        home.resolve("config.yaml"),
        "audit: {durability: buffered, server: {verify_every: 0s}}\n".getBytes(US_ASCII));
    AuditConfig config = AuditConfig.load(ConfigSource.in(home, Map.of()));
    AuditDeployment deployment = config.deploy();
    AuditLog log = deployment.openLog(VerifyOnStart.OFF);
    for (int i = 0; i < 50; i++) {
      log.recordAndWait(AuditEvent.builder("auth").userId("u" + i).detail("n", i).build());
    }
    return AuditServer.start(
            deployment, log, config.settings().server().orElseThrow().at("127.0.0.1", 0))
        .port();
  }
}
