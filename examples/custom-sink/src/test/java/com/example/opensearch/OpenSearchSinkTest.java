package com.example.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.SinkException;
import io.offgrid.audit.spi.SinkException.Kind;
import io.offgrid.audit.spi.WebAddress;
import io.offgrid.audit.testkit.SettingsTable;
import io.offgrid.audit.testkit.SinkContract;
import io.offgrid.audit.testkit.TestRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is this sink's own: the bulk API, and what its answers mean. */
class OpenSearchSinkTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Cluster cluster = new Cluster();
  private final OpenSearchSink sink =
      new OpenSearchSink(settings("http://127.0.0.1:" + cluster.port(), "audit"));

  private static OpenSearchSettings settings(String url, String index) {
    return new OpenSearchSettings(
        new WebAddress(url),
        index,
        Optional.of("writer"),
        Optional.of(new Secret("hunter2")),
        Optional.empty());
  }

  @AfterEach
  void close() throws IOException {
    sink.close();
    cluster.close();
  }

  private SinkException failure(long from, long to) {
    return catchThrowableOfType(
        SinkException.class, () -> sink.deliver(SinkContract.records(from, to), TIMEOUT));
  }

  @Test
  void createsEachRecordUnderItsOwnIdAsItWasSigned() {
    sink.deliver(SinkContract.records(1, 2), TIMEOUT);

    assertThat(cluster.documents())
        .hasSize(2)
        .containsEntry(TestRecords.full(1).id(), TestRecords.full(1).json());
    assertThat(cluster.requests()).containsExactly("POST /audit/_bulk Basic d3JpdGVyOmh1bnRlcjI=");
  }

  @Test
  void whatIsSentAgainIsThereOnceAndCountsAsDelivered() {
    sink.deliver(SinkContract.records(1, 3), TIMEOUT);
    sink.deliver(SinkContract.records(1, 5), TIMEOUT);

    assertThat(sink.confirmed()).isEqualTo(5);
    assertThat(cluster.documents()).hasSize(5);
  }

  @Test
  void oneThatOpenSearchNeverTakesRejectsItsBatchAndIsNamed() {
    cluster.refuse(TestRecords.full(2).id(), 400);
    SinkException failure = failure(1, 3);

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure)
        .hasMessage(
            "%s: 400 for %s: mapper_parsing_exception: failed",
            sink.target(), TestRecords.full(2).id());
    assertThat(sink.confirmed()).isZero();
  }

  @Test
  void aBusyShardIsTriedAgainEvenBesideARejection() {
    cluster.refuse("seq", 429);

    assertThat(failure(1, 3).kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void anAnswerAsAWholeMeansWhatItsStatusSays() {
    cluster.answer(413, "too large");
    assertThat(failure(1, 3).kind()).isEqualTo(Kind.REJECTED);
    cluster.answer(401, "who are you");
    assertThat(failure(1, 3)).hasMessageEndingWith(": it answered 401");
    cluster.answer(503, "later");
    SinkException later = failure(1, 3);
    assertThat(later.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(later.retryAfter()).contains(Duration.ofSeconds(7));
    for (String rubbish :
        List.of("<html>", "{}", "{\"items\":[{\"create\":{", "[]", "{\"items\":[]}")) {
      cluster.answer(200, rubbish);
      assertThat(failure(1, 3).kind()).describedAs(rubbish).isEqualTo(Kind.TRANSIENT);
    }
    assertThat(sink.confirmed()).isZero();
  }

  @Test
  void noMessageHoldsThePassword() {
    cluster.answer(401, "hunter2");

    assertThat(failure(1, 1)).hasMessageNotContainingAny("hunter2", "d3JpdGVyOmh1bnRlcjI=");
    assertThat(settings("http://127.0.0.1:1", "audit").toString()).doesNotContain("hunter2");
  }

  @Test
  void settingsSayWhatIsWrongWithThem() {
    assertThatThrownBy(() -> settings("http://127.0.0.1:1/path", "audit"))
        .hasMessage("url must be a scheme, a host and a port, no more");
    assertThatThrownBy(() -> settings("http://127.0.0.1:1", "Audit"))
        .hasMessageStartingWith("index must be ");
    assertThatThrownBy(
            () ->
                new OpenSearchSettings(
                    new WebAddress("http://127.0.0.1:1"),
                    "audit",
                    Optional.of("writer"),
                    Optional.empty(),
                    Optional.empty()))
        .hasMessage("user and password need each other");
  }

  @Test
  void theReadmeHasTheSettings() {
    assertThat(Path.of("README.md")).content().contains(SettingsTable.of(OpenSearchSettings.class));
  }
}
