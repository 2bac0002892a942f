package io.offgrid.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.offgrid.audit.InvalidEventException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An encoder that wants no repairs refuses what the other one repairs, and nothing else. */
class RefusingEncoderTest {
  private static final EventEncoder REPAIRING = new EventEncoder(1 << 20, false);
  private static final EventEncoder REFUSING = new EventEncoder(1 << 20, true);

  static List<JsonNode> repaired() {
    return Vectors.entries("repaired_details.json");
  }

  @ParameterizedTest
  @MethodSource("repaired")
  void refusesAtTheFirstPlaceWhenRepairsAreNotWanted(JsonNode vector) {
    String input = vector.get("input").textValue();
    if (vector.get("repaired_paths").isEmpty()) {
      assertThat(Encoded.text(Encoded.details(REFUSING, input)))
          .isEqualTo(Encoded.text(Encoded.details(REPAIRING, input)));
    } else {
      assertThatThrownBy(() -> Encoded.details(REFUSING, input))
          .isInstanceOf(InvalidEventException.class)
          .hasMessageStartingWith(vector.get("repaired_paths").get(0).textValue() + ": ");
    }
  }
}
