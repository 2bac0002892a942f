package io.offgrid.audit.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordedValueTest {
  private enum Colour {
    RED {
      @Override
      public String toString() {
        return "a secret of red";
      }
    }
  }

  private record Account(
      String name,
      @Secret String password,
      io.offgrid.audit.spi.Secret token,
      Pin pin,
      Role role) {}

  private record Role(String title, Optional<Colour> colour) {}

  @Secret
  private record Pin(int digits) {}

  @Secret
  private static class Passwords extends ArrayList<String> {
    private static final long serialVersionUID = 1;
  }

  record Broken(String name) {
    @Override
    public String name() {
      throw new IllegalStateException("secret");
    }
  }

  /** Nobody knows what it prints. */
  private static final class Chatty {
    @Override
    public String toString() {
      return "secret";
    }
  }

  @Test
  void takesScalarsAsJsonHasThem() {
    UUID id = UUID.fromString("00000000-0000-0000-0000-000000000001");
    assertThat(RecordedValue.of("text")).isEqualTo("text");
    assertThat(RecordedValue.of('c')).isEqualTo("c");
    assertThat(RecordedValue.of(7)).isEqualTo(7);
    assertThat(RecordedValue.of(true)).isEqualTo(true);
    assertThat(RecordedValue.of(new BigDecimal("1.5"))).isEqualTo(new BigDecimal("1.5"));
    assertThat(RecordedValue.of(id)).isEqualTo(id.toString());
    assertThat(RecordedValue.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(RecordedValue.of(Duration.ofSeconds(90))).isEqualTo("PT1M30S");
    assertThat(RecordedValue.of(null)).isNull();
  }

  @Test
  void takesConstantsByTheirNames() {
    assertThat(RecordedValue.of(Colour.RED)).isEqualTo("RED");
    assertThat(RecordedValue.text(Colour.RED)).isEqualTo("RED");
  }

  @Test
  void takesWhatIsInCollectionsMapsAndOptionals() {
    List<@Nullable Object> mixed = Arrays.asList(1, null, Optional.of("a"), Optional.empty());
    assertThat(RecordedValue.of(mixed)).isEqualTo(Arrays.asList(1, null, "a", null));
    assertThat(RecordedValue.of(Map.of(Colour.RED, List.of('x'))))
        .isEqualTo(Map.of("RED", List.of("x")));
  }

  @Test
  void leavesOutTheComponentsOfRecordsThatAreSecret() {
    Account account =
        new Account(
            "bob",
            "hunter2",
            new io.offgrid.audit.spi.Secret("t"),
            new Pin(1234),
            new Role("chief", Optional.of(Colour.RED)));
    assertThat(RecordedValue.of(account))
        .isEqualTo(Map.of("name", "bob", "role", Map.of("title", "chief", "colour", "RED")));
  }

  @Test
  void keepsSecretsOutThatGotThereAgainstTheirDeclaration() {
    Passwords passwords = new Passwords();
    passwords.add("hunter2");
    assertThat(RecordedValue.of(passwords)).isEqualTo("(secret)");
    assertThat(RecordedValue.of(List.of(new Pin(1234)))).isEqualTo(List.of("(secret)"));
  }

  @Test
  void namesTheClassOfWhatMayPrintAnything() {
    String chatty = "(not recorded: " + Chatty.class.getName() + ")";
    assertThat(RecordedValue.of(new Chatty())).isEqualTo(chatty);
    assertThat(RecordedValue.of(Map.of(new Chatty(), 1))).isEqualTo(Map.of(chatty, 1));
    assertThat(RecordedValue.of(new char[] {'s'})).isEqualTo("(not recorded: [C)");
  }

  @Test
  void throwsNothingWhateverAValueDoes() {
    assertThat(RecordedValue.of(new Broken("x")))
        .isEqualTo("(not recorded: java.lang.IllegalStateException)");
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    assertThat(String.valueOf(RecordedValue.of(endless)))
        .contains("(not recorded: java.util.ArrayList)");
  }
}
