package io.offgrid.audit.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.InvalidEventException;
import io.offgrid.audit.chain.ByteBuilder;
import io.offgrid.audit.chain.ChainHash;
import io.offgrid.audit.chain.EncodedEvent;
import io.offgrid.audit.chain.EventEncoder;
import io.offgrid.audit.chain.RecordCheck;
import io.offgrid.audit.chain.RecordSigner;
import java.time.Instant;
import java.util.Arrays;

/**
 * Any bytes as the JSON text of an event: a line that verifies, within its limit; or an error that
 * says where.
 */
public final class EventTarget {
  private static final int LIMIT = 1 << 16;
  private static final EventEncoder REPAIRING = new EventEncoder(LIMIT, false);
  private static final EventEncoder REFUSING = new EventEncoder(LIMIT, true);
  private static final byte[] ORIGIN = ChainHash.genesis("fuzz");
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.000001Z");
  private static final RecordCheck CHECK = new RecordCheck(FuzzKeys.RING);

  private EventTarget() {}

  public static void fuzzerTestOneInput(byte[] json) {
    byte[] given = json.clone();
    byte[] line = line(REPAIRING, json);
    BrokenPromise.unless(Arrays.equals(given, json), "the caller's bytes were changed");
    byte[] strict = line(REFUSING, json);
    if (strict.length > 0) {
      BrokenPromise.unless(Arrays.equals(strict, line), "what needs no repair is stored otherwise");
    }
  }

  private static byte[] line(EventEncoder encoder, byte[] json) {
    EncodedEvent event;
    try {
      event = encoder.encodeJson(json);
    } catch (InvalidEventException e) {
      String text = String.valueOf(e.getMessage());
      BrokenPromise.unless(text.length() > 10, "an error without a text");
      BrokenPromise.unless(
          (e.line() > 0 && e.column() > 0) || text.startsWith("/"),
          "nobody can tell where: " + text);
      return new byte[0];
    }
    ByteBuilder out = new ByteBuilder(512);
    RecordSigner signer = new RecordSigner();
    signer.start(ORIGIN);
    signer.append(out, event, "evt_01ARZ3NDEKTSV4RRFFQ69G5FAV", 1, TIME, FuzzKeys.KEY);
    byte[] line = Arrays.copyOf(out.array(), out.length());
    BrokenPromise.unless(line.length - 1 <= LIMIT, "a line of " + line.length + " bytes");
    BrokenPromise.unless(
        CHECK.check(line, 0, line.length - 1, ORIGIN),
        "what was signed does not verify: " + CHECK.defect() + " " + new String(line, UTF_8));
    return line;
  }
}
