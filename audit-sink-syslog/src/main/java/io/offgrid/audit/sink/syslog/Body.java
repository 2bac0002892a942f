package io.offgrid.audit.sink.syslog;

import io.offgrid.audit.AuditRecord;

/** What stands in a message after its header, in one form. */
interface Body {
  /** Writes all of the record. */
  void whole(AuditRecord record, MessageBuffer out);

  /** Writes what is most important, without details, in at most so many bytes. */
  void shortened(AuditRecord record, int most, MessageBuffer out);
}
