package io.offgrid.audit.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offgrid.audit.sink.webhook.WebhookSettings.Format;
import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.SinkProvider;
import io.offgrid.audit.spi.WebAddress;
import io.offgrid.audit.testkit.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSettingsTest {
  private static final Webhooks HOOK = Webhooks.to("https://siem.example/hook");

  @TempDir Path temporary;

  private static String whsec(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  private static void assertRefused(Webhooks hook, String message) {
    assertThatThrownBy(hook::settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(temporary.resolve(name), content);
  }

  @Test
  @SuppressWarnings("rawtypes") // A service has no type arguments.
  void isFoundAsAServiceByItsType() {
    assertThat(ServiceLoader.load(SinkProvider.class).stream().map(found -> found.get().type()))
        .contains("webhook");
    assertThat(new WebhookSinkProvider().settingsType()).isEqualTo(WebhookSettings.class);
  }

  @Test
  void theReadmeHasItsSettings() {
    assertThat(Path.of("README.md")).content().contains(SettingsTable.of(WebhookSettings.class));
  }

  @Test
  void printsNoSecret() {
    WebhookSettings settings =
        Webhooks.to("https://siem.example/hook?token=hidden")
            .header("X-Key", "hidden too")
            .secrets(whsec(24))
            .settings();
    assertThat(settings.toString())
        .isEqualTo(
            "WebhookSettings[url=https://siem.example/hook, headers={X-Key=****}, secret=[****],"
                + " format=JSON, gzip=false, caFile=Optional.empty, clientCertFile=Optional.empty,"
                + " clientKeyFile=Optional.empty]");
  }

  @Test
  void keepsItsHeadersWhateverBecomesOfTheMapGiven() {
    Map<String, Secret> headers = new LinkedHashMap<>(Map.of("X-Key", new Secret("1")));
    WebhookSettings settings =
        new WebhookSettings(
            new WebAddress("http://localhost/"),
            headers,
            List.of(),
            Format.JSON,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    headers.clear();
    assertThat(settings.headers()).containsOnlyKeys("X-Key");
  }

  @Test
  void refusesAUserInTheUrlWithoutRepeatingIt() {
    assertRefused(
        Webhooks.to("https://alice:secret@siem.example/"),
        "url must not hold a user or password: put them into headers, as Authorization");
  }

  @Test
  void refusesAHostThatCannotBeCalled() {
    assertRefused(
        Webhooks.to("https://" + "x".repeat(64) + ".example/?token=hidden"),
        "url has a host that cannot be called");
  }

  @Test
  void takesSecretsOf24To64Bytes() {
    assertThat(HOOK.secrets(whsec(24), whsec(64)).settings().secret()).hasSize(2);
    assertRefused(HOOK.secrets(whsec(23)), "secret must hold 24 to 64 bytes, not 23");
    assertRefused(HOOK.secrets(whsec(65)), "secret must hold 24 to 64 bytes, not 65");
  }

  @Test
  void refusesSecretsOfAnotherKindWithoutRepeatingThem() {
    assertRefused(HOOK.secrets("correct horse battery"), "secret must begin with whsec_");
    assertRefused(HOOK.secrets("whsec_correct horse"), "secret must be Base64 after whsec_");
    assertRefused(HOOK.secrets(whsec(24) + "\n"), "secret must be Base64 after whsec_");
    assertRefused(HOOK.secrets(""), "secret must begin with whsec_");
  }

  @Test
  void saysWhichOfSeveralSecretsIsWrong() {
    assertRefused(HOOK.secrets(whsec(24), "whsec_"), "secret 2 must hold 24 to 64 bytes, not 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X Key", "X-Kéy", "Authorization: Bearer hidden", "X\r\nY"})
  void refusesAHeaderNameThatIsNoneWithoutRepeatingIt(String name) {
    assertRefused(
        HOOK.header("X-Good", "1").header(name, "hidden"),
        "headers holds a name that is none in HTTP, the one at place 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Injected: 1", "a\n", "a\u0000", "é", "\u007f", "\ud83d\ude02"})
  void refusesAHeaderValueThatIsNoneWithoutRepeatingIt(String value) {
    assertRefused(
        HOOK.header("X-Key", value),
        "headers holds a value of X-Key with what is not printable ASCII");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type",
        "CONTENT-ENCODING",
        "content-length",
        "Host",
        "User-Agent",
        "Accept-Encoding",
        "Transfer-Encoding",
        "Connection",
        "Expect",
        "webhook-id",
        "Webhook-Signature",
        "webhook-anything"
      })
  void refusesHeadersThatTheSinkSetsItself(String name) {
    assertRefused(
        HOOK.header(name, "1"), "headers must not hold " + name + ": the sink sets it itself");
  }

  @Test
  void refusesAHeaderGivenTwice() {
    assertRefused(HOOK.header("X-Key", "1").header("x-key", "2"), "headers holds x-key twice");
  }

  @Test
  void refusesFilesThatAreMissing() {
    Path missing = temporary.resolve("missing.pem");
    assertRefused(
        HOOK.ca(missing), "ca_file cannot be read: " + missing + ": there is no such file");
  }

  @Test
  void refusesAKeyThatIsNone() throws IOException {
    HeldCertificate client = new HeldCertificate.Builder().build();
    Path cert = file("cert.pem", client.certificatePem());
    assertRefused(HOOK.identity(cert, cert), "client_key_file holds no PEM private key: " + cert);
  }

  @ParameterizedTest
  @CsvSource({"true,ca_file", "false,client_cert_file"})
  void refusesFilesThatWouldBeOfNoUse(boolean ca, String key) throws IOException {
    HeldCertificate client = new HeldCertificate.Builder().build();
    Path cert = file("cert.pem", client.certificatePem());
    Webhooks plain = Webhooks.to("http://siem.example/");
    assertRefused(
        ca ? plain.ca(cert) : plain.identity(cert, file("key.pem", client.privateKeyPkcs8Pem())),
        key + " needs a url with https://");
  }
}
