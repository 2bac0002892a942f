package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditLog;

/** What to say of a plugin that was built against something else than is here. */
final class Misfit {
  private Misfit() {}

  /** A clause whose subject is the plugin's class. */
  static String of(LinkageError e) {
    if (e instanceof UnsupportedClassVersionError) {
      return "needs a newer Java than this one (%s): %s; run a newer one (JAVA_HOME chooses), or get a build for this one"
          .formatted(Runtime.version().feature(), e.getMessage());
    }
    return "was built against another OffGrid Audit than this one%s, or a library of it is missing: %s; get a build that fits, or take it away"
        .formatted(version(), e);
  }

  private static String version() {
    String version = AuditLog.class.getPackage().getImplementationVersion();
    return version == null ? "" : " (" + version + ")";
  }
}
