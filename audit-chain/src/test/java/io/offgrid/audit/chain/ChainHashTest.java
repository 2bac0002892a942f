package io.offgrid.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainHashTest {
  @Test
  void linksTheFirstRecordToTheOrigin() {
    String first =
        Vectors.json(Vectors.bytes("logs/intact/events.log.1")).get("chain_hash").textValue();
    assertThat(ChainHash.text(ChainHash.genesis("vectors.example"))).isEqualTo(first);
    assertThat(ChainHash.parse(first)).isEqualTo(ChainHash.genesis("vectors.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256:",
        "f2362d02f02ce20c3fa780464fc3af5347a595a9742545f84c8a774dbf505775",
        "sha256:F2362d02f02ce20c3fa780464fc3af5347a595a9742545f84c8a774dbf505775",
        "sha256:f2362d02f02ce20c3fa780464fc3af5347a595a9742545f84c8a774dbf50577",
        "sha256:f2362d02f02ce20c3fa780464fc3af5347a595a9742545f84c8a774dbf5057755",
      })
  void readsNothingElseAsAHash(String text) {
    assertThatThrownBy(() -> ChainHash.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not \"sha256:\" and 64 lower-case hex digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "!", "~", "\"\\", "host-1.example", "x_y:z"})
  void takesPrintableOrigins(String origin) {
    assertThat(ChainHash.isOrigin(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a+b", "a/b", "é", "a\n", "\u007f", "\t"})
  void refusesOtherOrigins(String origin) {
    assertThat(ChainHash.isOrigin(origin)).isFalse();
    assertThatThrownBy(() -> ChainHash.genesis(origin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an origin has 1 to 64 printable ASCII characters other than space, '+' and '/'");
  }

  @Test
  void limitsOriginsTo64Characters() {
    assertThat(ChainHash.isOrigin("x".repeat(64))).isTrue();
    assertThat(ChainHash.isOrigin("x".repeat(65))).isFalse();
  }
}
