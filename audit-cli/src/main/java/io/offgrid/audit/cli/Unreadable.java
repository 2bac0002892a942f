package io.offgrid.audit.cli;

import io.offgrid.audit.RecordCursor;
import io.offgrid.audit.cli.text.Amounts;

/** Says that lines had to be passed over. */
final class Unreadable {
  private Unreadable() {}

  /** Says so, if there were any. */
  static void tell(Console console, RecordCursor cursor) {
    if (cursor.unreadable() > 0) {
      console.message(
          "warning: passed over "
              + Amounts.count(cursor.unreadable(), "line")
              + " damaged beyond reading; see: offgrid audit verify");
    }
  }
}
