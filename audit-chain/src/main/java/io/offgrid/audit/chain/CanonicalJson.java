package io.offgrid.audit.chain;

import io.offgrid.audit.InvalidEventException;
import java.util.Arrays;

/** RFC 8785 without repairs, for those who check. Functions only, for any thread. */
public final class CanonicalJson {
  /** Repairs nothing: what cannot be stored as it is, is an IllegalArgumentException. */
  static final Repairs STRICT =
      (pointer, repair) -> {
        throw new IllegalArgumentException(
            "not I-JSON: "
                + JsonStrings.abbreviate(pointer.get(), RecordMembers.MAX_REPAIR_LINE)
                + ": "
                + repair.refusal());
      };

  private CanonicalJson() {}

  /**
   * The canonical form of one JSON text in UTF-8.
   *
   * @throws IllegalArgumentException if it is not I-JSON (RFC 7493) with numbers that are exactly
   *     doubles: not JSON, nested over 1,000 deep, a number of over 1,000 characters, a doubled
   *     member, a lone surrogate, a number that a record would hold as a string
   */
  public static byte[] canonicalize(byte[] json, int offset, int length) {
    ByteBuilder out = new ByteBuilder(length + 16);
    try (JsonText text = new JsonText(json, offset, length)) {
      text.next();
      text.copyTo(new CanonicalWriter(out, "", CanonicalWriter.ANY_DEPTH, STRICT));
      text.end();
    } catch (InvalidEventException e) {
      throw new IllegalArgumentException(
          e.getMessage() + " (line " + e.line() + ", column " + e.column() + ")", e);
    }
    return out.toByteArray();
  }

  /** Whether these bytes are I-JSON in canonical form. */
  public static boolean isCanonical(byte[] bytes, int offset, int length) {
    try {
      byte[] canonical = canonicalize(bytes, offset, length);
      return Arrays.equals(canonical, 0, canonical.length, bytes, offset, offset + length);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
