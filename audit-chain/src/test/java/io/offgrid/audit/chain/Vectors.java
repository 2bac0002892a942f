package io.offgrid.audit.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The golden vectors of the format. */
final class Vectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  /** The entries of one of the vector files. */
  static List<JsonNode> entries(String file) {
    List<JsonNode> entries = new ArrayList<>();
    json(bytes(file)).forEach(entries::add);
    return entries;
  }

  /** The keys that {@code logs.json} names, oldest first. */
  static KeyRing keys() {
    JsonNode keys = json(bytes("logs.json")).get("keys");
    return KeyRing.of(key(keys.get("k1_hex")), key(keys.get("k2_hex")));
  }

  static byte[] bytes(String file) {
    String path = "/vectors/" + file;
    try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SigningKey key(JsonNode hex) {
    return SigningKey.of(HexFormat.of().parseHex(hex.textValue()));
  }
}
