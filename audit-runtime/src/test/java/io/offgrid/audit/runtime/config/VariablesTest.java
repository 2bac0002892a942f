package io.offgrid.audit.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void home() {
    home = Home.in(folder);
  }

  @Test
  void arePutIntoAnyValue() {
    home.with("SITE", "north").with("MB", "12").with("KEY", "a key of ${SITE} and 16 bytes");
    AuditSettings settings =
        home.load(
                "audit:",
                "  origin: plant-${SITE}-${MB}",
                "  max_size_mb: ${MB}",
                "  keys: ['${KEY}', 'b${KEY}']",
                "  modules: []")
            .settings();
    assertThat(settings.origin()).contains("plant-north-12");
    assertThat(settings.maxSizeMb()).isEqualTo(12);
    assertThat(settings.keys())
        .containsExactly(
            new Secret("a key of ${SITE} and 16 bytes"),
            new Secret("ba key of ${SITE} and 16 bytes"));
  }

  @Test
  void areNotMeantByADollarAlone() {
    AuditSettings settings =
        home.load("audit: {hmac_key: 'pa$$word$1 $${NOT_ME} $', origin: $HOME}").settings();
    assertThat(settings.hmacKey()).contains(new Secret("pa$$word$1 ${NOT_ME} $"));
    assertThat(settings.origin()).contains("$HOME");
  }

  @Test
  void mustBeThere() {
    assertThat(home.problems("audit:", "  hmac_key: ${AUDIT_KEY}", "  dir: '${1}'"))
        .containsExactly(
            "line 2: audit.hmac_key uses ${AUDIT_KEY}, but there is no environment variable of"
                + " that name",
            "line 3: audit.dir has ${ without the name of a variable and }; write $${ for a"
                + " literal ${");
  }

  @Test
  void areNotShownWhenTheirValueIsWrong() {
    home.with("MB", "5ecret");
    assertThat(home.problems("audit: {max_size_mb: \"${MB}\"}"))
        .containsExactly("line 1: audit.max_size_mb must be a whole number, not \"${MB}\"");
  }
}
