package io.offgrid.audit.sink.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.Secret;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the check vector of the Standard Webhooks libraries. */
class SignerTest {
  private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIMESTAMP = 1614265330;
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void signsAsTheStandardsCheckVector() {
    assertThat(new Signer(List.of(SECRET)).signatures(ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
  }

  @Test
  void signsWithEachSecretInTheirOrder() {
    Secret other = new Secret("whsec_" + Base64.getEncoder().encodeToString(new byte[32]));
    String[] both =
        new Signer(List.of(other, SECRET)).signatures(ID, TIMESTAMP, BODY).split(" ", -1);
    assertThat(both).hasSize(2).doesNotHaveDuplicates();
    assertThat(both[0]).isEqualTo(new Signer(List.of(other)).signatures(ID, TIMESTAMP, BODY));
    assertThat(both[1]).isEqualTo(SIGNATURE);
  }

  @Test
  void signsNothingWithoutASecret() {
    assertThat(new Signer(List.of()).signatures(ID, TIMESTAMP, BODY)).isEmpty();
  }
}
