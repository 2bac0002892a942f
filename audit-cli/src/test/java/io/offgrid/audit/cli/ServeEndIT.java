package io.offgrid.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code serve} ends, politely and not, and when it does not begin. */
class ServeEndIT {
  private static final int CLIENTS = 8;
  private static final String NO_TOKENS =
      "offgrid: bind is %s, which others can reach, and there are no tokens: anybody could read"
          + " the log and record to it. Add tokens ('offgrid audit token create NAME --may read'),"
          + " or bind 127.0.0.1\n";
  private static final String HELP = "offgrid: try: offgrid audit serve --help\n";

  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = new Cli(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-TERM", "-INT"})
  void endsInGoodOrderAndLosesNothingAcknowledged(String signal) throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (Served server = Served.start(cli)) {
      recordUntil(server, acknowledged, () -> assertThat(server.end(signal)).isZero());

      assertThat(server.err()).isEmpty();
      assertThat(server.out().lines()).hasSize(1);
    }
    assertThatTheLogHas(acknowledged);
  }

  @Test
  void losesNothingAcknowledgedWhenKilled() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (Served server = Served.start(cli)) {
      recordUntil(server, acknowledged, server::close);
    }
    assertThatTheLogHas(acknowledged);
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThat(cli.audit("serve", "--port", Integer.toString(port)).ended(3).err())
          .isEqualTo(
              "offgrid: cannot listen on 127.0.0.1:%d: another program listens there. End it, or"
                      .formatted(port)
                  + " choose another port with --port or audit.server.port\n");
    }
    assertThat(cli.home()).doesNotExist();
  }

  @Test
  void letsNobodyInWithoutTokensFromElsewhere() throws IOException {
    assertThat(cli.audit("serve", "--bind", "0.0.0.0").ended(2).err())
        .isEqualTo(NO_TOKENS.formatted("0.0.0.0") + HELP);
    assertThat(cli.audit("serve", "--bind", "::").ended(2).err())
        .isEqualTo(NO_TOKENS.formatted("::") + HELP);
  }

  @Test
  void refusesAddressesAndPortsThatAreNone() throws IOException {
    assertThat(cli.audit("serve", "--bind", "127.0.0.1:80").ended(2).err())
        .isEqualTo(
            "offgrid: cannot bind '127.0.0.1:80': there is no such address or host name\n" + HELP);
    assertThat(cli.audit("serve", "--bind", "192.0.2.1").ended(2).err())
        .isEqualTo("offgrid: cannot bind '192.0.2.1': it is no address of this machine\n" + HELP);
    assertThat(cli.audit("serve", "--port", "65536").ended(2).err())
        .isEqualTo("offgrid: port must be from 0 to 65535, not 65536\n" + HELP);
    assertThat(cli.audit("serve", "--port", "http").ended(2).err())
        .isEqualTo("offgrid: Invalid value for option '--port': 'http' is not an int\n" + HELP);
  }

  @Test
  void warnsWhereNothingIsRecorded() throws Exception {
    cli.configure("audit: {enabled: false}\n");
    try (Served server = Served.start(cli)) {
      assertThat(server.err().lines().findFirst())
          .contains("offgrid: warning: audit.enabled is false: what is posted is not recorded");
    }
  }

  private interface Ending {
    void run() throws Exception;
  }

  /** Eight clients record as fast as they can until the server is gone. */
  private static void recordUntil(Served server, Set<String> acknowledged, Ending ending)
      throws Exception {
    CountDownLatch enough = new CountDownLatch(400);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        ends.add(clients.submit(() -> record(server, acknowledged, enough)));
      }
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      ending.run();
      for (Future<?> end : ends) {
        end.get(60, TimeUnit.SECONDS);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private static void record(Served server, Set<String> acknowledged, CountDownLatch enough) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        acknowledged.add(server.post("{\"type\":\"auth\",\"details\":{\"a\":\"b\"}}"));
        enough.countDown();
      }
    } catch (IOException | InterruptedException | AssertionError e) {
      // it is gone, or says that it is about to be
    }
  }

  private void assertThatTheLogHas(Set<String> acknowledged) throws IOException {
    List<String> ids =
        cli.audit("export-json", "-").ended(0).json().findValuesAsText("id").stream().toList();

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(400);
    assertThat(ids).containsAll(acknowledged);
    assertThat(cli.audit("verify").ended(0).out()).startsWith("OK  ");
  }
}
