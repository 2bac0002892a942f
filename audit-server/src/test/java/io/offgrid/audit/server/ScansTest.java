package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may read the whole log holds up only its like. */
@Timeout(120)
class ScansTest {
  /** More than the server has threads of any kind. */
  private static final int MANY = 96;

  @TempDir Path home;
  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  /** The log, but for counts and lookups, which take until they are released. */
  private AuditLog slow(AuditLog log) {
    return (AuditLog)
        Proxy.newProxyInstance(
            AuditLog.class.getClassLoader(),
            new Class<?>[] {AuditLog.class},
            (self, method, arguments) -> call(log, method, arguments));
  }

  private Object call(AuditLog log, Method method, Object[] arguments) throws Throwable {
    if (List.of("stats", "find").contains(method.getName())) {
      reading.countDown();
      release.await();
    }
    try {
      return method.invoke(log, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/audit/stats?q=x, 200",
    "/v1/audit/stats?verify=false, 200",
    "/v1/audit/evt_01HM5ZQ0000000000000000001, 404"
  })
  void recordingAndHealthAreAnsweredMeanwhile(String path, int status) throws Exception {
    try (TestServer server = TestServer.startOn(home, this::slow)) {
      List<CompletableFuture<HttpResponse<String>>> scans =
          Stream.generate(() -> server.request(path).build())
              .limit(MANY)
              .map(one -> server.client().sendAsync(one, HttpResponse.BodyHandlers.ofString()))
              .toList();
      try {
        reading.await();
        while (server.server().clients().count() < MANY) {
          Thread.onSpinWait();
        }
        assertThat(server.post("application/json", "{\"type\":\"auth\"}").status()).isEqualTo(201);
        assertThat(server.get("/healthz").status()).isEqualTo(200);
        assertThat(server.get("/v1/audit").status()).isEqualTo(200);
      } finally {
        release.countDown();
      }
      for (CompletableFuture<HttpResponse<String>> scan : scans) {
        assertThat(scan.join().statusCode()).isEqualTo(status);
      }
    }
  }
}
