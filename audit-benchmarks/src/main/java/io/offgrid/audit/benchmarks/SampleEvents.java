package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events like those of AWS CloudTrail, of some 374 bytes in the log: three details in no particular
 * order. Made anew each time, as callers do.
 */
final class SampleEvents {
  private static final String[] NAMES = {"put", "get", "list", "delete", "login"};
  private static final String[] USERS = {"alice", "bob", "carol", "pedro", "ci"};
  private static final String[] ZONES = {"us", "eu", "ap"};

  private SampleEvents() {}

  static AuditEvent event(int n) {
    return AuditEvent.builder(NAMES[n % NAMES.length])
        .userId(USERS[n % USERS.length])
        .outcome(n % 10 == 0 ? Outcome.FAILURE : null)
        .detail("zone", ZONES[n % ZONES.length])
        .detail("agent", "cli")
        .detail("size", n)
        .build();
  }

  /** The same for a library that takes maps: what it writes has the same members. */
  static Map<String, Object> map(int n) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("zone", ZONES[n % ZONES.length]);
    details.put("agent", "cli");
    details.put("size", n);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", NAMES[n % NAMES.length]);
    event.put("user_id", USERS[n % USERS.length]);
    if (n % 10 == 0) {
      event.put("outcome", "failure");
    }
    event.put("details", details);
    return event;
  }
}
