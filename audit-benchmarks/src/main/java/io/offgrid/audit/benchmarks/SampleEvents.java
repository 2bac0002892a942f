package io.offgrid.audit.benchmarks;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.Outcome;
import java.util.Map;

/**
 * Events like those of AWS CloudTrail, of about 405 bytes in the log: five details in no particular
 * order, one of them a map. Made anew each time, as callers do.
 */
final class SampleEvents {
  private static final String[] NAMES = {"put", "get", "list", "delete", "login"};
  private static final String[] USERS = {"alice", "bob", "carol", "pedro", "ci"};
  private static final String[] REGIONS = {"us-1", "eu-west", "ap-south"};

  private SampleEvents() {}

  static AuditEvent event(int n) {
    return AuditEvent.builder(NAMES[n % NAMES.length])
        .userId(USERS[n % USERS.length])
        .outcome(n % 10 == 0 ? Outcome.FAILURE : null)
        .detail("region", REGIONS[n % REGIONS.length])
        .detail("agent", "cli/2")
        .detail("bytes", n)
        .detail("mfa", n % 2 == 0)
        .detail("via", Map.of("vpc", 7, "az", "a"))
        .build();
  }
}
