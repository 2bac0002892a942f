package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.junit.jupiter.api.Test;

class ClientsTest {
  private static final Limits LIMITS =
      new Limits(
          2048,
          1000,
          10,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          1000,
          Duration.ofSeconds(1));

  @Test
  void aClientThatIsGoneBeforeItsRequestIsLookedAtIsNotCounted() {
    Clients clients = new Clients(LIMITS, System::nanoTime);
    Connection gone = new Gone();

    clients.onClosed(gone);
    clients.of(gone).answering();

    assertThat(clients.count()).isZero();
  }

  /** Nobody will tell of its end again. */
  private static final class Gone extends AbstractConnection {
    Gone() {
      super(new ByteArrayEndPoint(), Runnable::run);
    }

    @Override
    public void onFillable() {}
  }
}
