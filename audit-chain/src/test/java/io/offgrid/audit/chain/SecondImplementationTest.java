package io.offgrid.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random JSON, canonicalized here and by another implementation of RFC 8785. */
class SecondImplementationTest {
  private static final long SEED = 8785;
  private static final String LETTERS = "abz\"\\/\u0000\u001f\u007f\u0080é€\u2028דּ";
  private final Random random = new Random(SEED);
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void agreesOnTheCanonicalForm() throws IOException {
    for (int i = 0; i < 5000; i++) {
      byte[] text = json.writeValueAsBytes(object(4));
      byte[] expected = new JsonCanonicalizer(text).getEncodedUTF8();
      assertThat(CanonicalJson.canonicalize(text, 0, text.length)).isEqualTo(expected);
      assertThat(CanonicalJson.isCanonical(expected, 0, expected.length)).isTrue();
    }
  }

  @Test
  void agreesOnDetailsThatNeedNoRepair() throws IOException {
    for (int i = 0; i < 2000; i++) {
      Map<String, @Nullable Object> details = object(4);
      details.put("never", "empty");
      RecordLine record = Recorded.details(json.writeValueAsString(details));
      assertThat(record.detailsJson())
          .contains(new JsonCanonicalizer(json.writeValueAsBytes(details)).getEncodedString());
      assertThat(record.repairs()).isEmpty();
    }
  }

  private @Nullable Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> (11 + random.nextInt(50));
      case 3 -> number();
      case 4, 5 -> string();
      case 6 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  private double number() {
    while (true) {
      double d = Double.longBitsToDouble(random.nextLong());
      // integers beyond 2^53 are repaired, so they are left out here
      if (Double.isFinite(d) && (Math.abs(d) < 9e15 || Math.abs(d) >= 1e21)) {
        return d;
      }
    }
  }

  private String string() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      if (random.nextInt(5) == 0) {
        text.appendCodePoint(0x1F600 + random.nextInt(20));
      } else {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    }
    return text.toString();
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> array = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(value(depth));
    }
    return array;
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      object.put(string(), value(depth));
    }
    return object;
  }
}
