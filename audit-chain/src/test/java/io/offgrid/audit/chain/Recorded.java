package io.offgrid.audit.chain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** An event given as JSON, as it stands in its record. */
final class Recorded {
  static final SigningKey KEY = SigningKey.parse("a key that is long enough for tests");

  private Recorded() {}

  static RecordLine json(String json) {
    return sign(new EventEncoder(1 << 20, false).encodeJson(json.getBytes(StandardCharsets.UTF_8)));
  }

  static RecordLine details(String details) {
    return json("{\"type\":\"t\",\"details\":" + details + "}");
  }

  static RecordLine sign(EncodedEvent event) {
    RecordSigner signer = new RecordSigner();
    signer.start(ChainHash.genesis("test"));
    ByteBuilder out = new ByteBuilder(100);
    signer.append(out, event, "evt_01HM5ZQ0000000000000000001", 1, Instant.EPOCH, KEY);
    LineScanner scanner = new LineScanner();
    if (!scanner.scan(out.array(), 0, out.length() - 1)) {
      throw new AssertionError("not of canonical shape: " + out.length() + " bytes");
    }
    if (!CanonicalJson.isCanonical(out.array(), 0, out.length() - 1)) {
      throw new AssertionError("not canonical");
    }
    return RecordLine.of(scanner);
  }

  /** The JSON Pointers of the repairs. */
  static List<String> paths(RecordLine record) {
    return record.repairs().stream().map(line -> line.substring(0, line.indexOf(": "))).toList();
  }
}
