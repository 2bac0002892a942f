package io.offgrid.audit.cli.intake;

import java.util.Optional;
import java.util.Set;

/** Says whether text is a JSON object. */
public final class JsonObjects {
  private JsonObjects() {}

  /** Why this is not exactly one JSON object, with the column; empty if it is. */
  public static Optional<String> problem(byte[] utf8) {
    try {
      new PointerScan(Set.of()).of(utf8);
      return Optional.empty();
    } catch (BadLineException e) {
      String place = e.column() > 0 ? "column " + e.column() + ": " : "";
      return Optional.of(place + e.getMessage());
    }
  }
}
