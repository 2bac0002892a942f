package io.offgrid.audit.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.StoreSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Size and content become durable each for itself: a head in place never changes its size. */
class HeadLengthTest {
  @TempDir Path audit;

  @Test
  void aHeadOfTheSameLengthIsWrittenInPlaceAndAnyOtherIsRenamedOverIt() throws IOException {
    try (FileStore store = FileStore.open(audit);
        StoreSession session = store.exclusive()) {
      session.create("{\"seq\":0}\n".getBytes(UTF_8));
      String made = identity();
      session.writeHead("{\"seq\":9}\n".getBytes(UTF_8));
      assertThat(identity()).isEqualTo(made);

      Files.writeString(audit.resolve("chain.hash.draft"), "what a crash left");
      session.writeHead("{\"seq\":10}\n".getBytes(UTF_8));

      assertThat(identity()).isNotEqualTo(made);
      assertThat(audit.resolve("chain.hash")).hasContent("{\"seq\":10}\n");
      assertThat(audit.resolve("chain.hash.draft")).doesNotExist();
      session.writeHead("{\"seq\":11}\n".getBytes(UTF_8));
      assertThat(session.readHead()).hasValue("{\"seq\":11}\n".getBytes(UTF_8));
    }
  }

  private String identity() throws IOException {
    return JdkDisk.INSTANCE.info(audit.resolve("chain.hash")).orElseThrow().identity();
  }
}
