package io.offgrid.audit.runtime;

import io.offgrid.audit.AuditException;
import io.offgrid.audit.Head;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerificationReport;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.chain.HeadCodec;
import io.offgrid.audit.chain.KeyRing;
import io.offgrid.audit.spi.SegmentGoneException;
import io.offgrid.audit.spi.StoreSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Copies a log, up to the record that its head names, while others append to it. A backup that
 * verified goes on verifying after every step: first its active segment is replaced by what became
 * of it, then newer segments come, oldest first, and the head that names the last of them comes at
 * the end. So one that is stopped anywhere is finished by the next.
 */
final class LogBackup {
  private static final int TRIES = 10;

  private final LogSettings settings;
  private final LogVerifier verifier;
  private final BackupRequest request;

  LogBackup(LogSettings settings, LogVerifier verifier, BackupRequest request) {
    this.settings = settings;
    this.verifier = verifier;
    this.request = request;
  }

  BackupResult run() {
    Path path = request.directory().toAbsolutePath().normalize();
    requireLog();
    try {
      BackupPlace.requireOutside(settings.store().location(), path);
      try (BackupDirectory target = BackupDirectory.open(path)) {
        return run(target);
      }
    } catch (UncheckedIOException e) {
      throw trouble(path, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw trouble(path, e);
    }
  }

  private BackupResult run(BackupDirectory target) throws IOException {
    for (int i = 1; ; i++) {
      try (Snapshots.Keyed keyed = Snapshots.take(settings.store(), settings.keys())) {
        return run(keyed.snapshot(), target, keyed.ring());
      } catch (SegmentGoneException e) {
        if (i == TRIES) {
          throw new AuditException("the log changes faster than it can be copied: try again", e);
        }
      }
    }
  }

  private BackupResult run(StoreSnapshot snapshot, BackupDirectory target, KeyRing ring)
      throws IOException {
    byte[] bytes = snapshot.head().orElseThrow(this::noLog);
    Head head =
        authentic(bytes, ring)
            .orElseThrow(
                () -> new AuditException("the head of the log is not authentic: verify the log"));
    BackupPlanner planner = new BackupPlanner(snapshot, head, target);
    Optional<byte[]> before = target.head();
    if (before.isPresent()) {
      requireStillThere(snapshot, head, before.get(), target, ring);
    }
    BackupPlan plan = planner.plan();
    BackupCopy copy = new BackupCopy(snapshot, target, plan, request.progress());
    copy.run(bytes);
    target.tidy();
    long removed = request.prune() ? prune(target, plan, head) : 0;
    long unchanged = plan.unchanged().size() + copy.unchanged();
    return new BackupResult(copy.copied(), unchanged, removed, copy.bytes(), head.seq());
  }

  /** The backup is an anchor, too: what its head names must be in the log. */
  private void requireStillThere(
      StoreSnapshot snapshot, Head head, byte[] bytes, BackupDirectory target, KeyRing ring) {
    Head saved =
        authentic(bytes, ring)
            .orElseThrow(
                () ->
                    new AuditException(
                        "the head in "
                            + target.path()
                            + " is not authentic under the configured keys: it is damaged, or a"
                            + " backup of another log; give another directory"));
    if (!saved.origin().equals(head.origin())) {
      throw refused(
          target.path(),
          "it is a backup of the log " + saved.origin() + ", and this is " + head.origin());
    }
    if (saved.seq() > head.seq()) {
      throw refused(
          target.path(), "the log ends at seq " + head.seq() + ", the backup at " + saved.seq());
    }
    if (saved.seq() > 0 && !new SavedLine(snapshot, ring, saved).isThere()) {
      requireGoneByRight(target, saved);
    }
  }

  /** The record may have been pruned or set aside since: then the log says so itself. */
  private void requireGoneByRight(BackupDirectory target, Head saved) {
    VerificationReport report = verifier.verify(VerifyRequest.standard().withAnchor(saved.json()));
    if (report.verdict() != Verdict.OK) {
      throw refused(
          target.path(), "the log does not hold record " + saved.seq() + " of the backup any more");
    }
    throw new AuditException(
        "since the backup in "
            + target.path()
            + " all that it holds was deleted by retention or set aside: keep it as it is, and"
            + " begin a new backup in another directory");
  }

  private long prune(BackupDirectory target, BackupPlan plan, Head head) throws IOException {
    if (plan.surplus().isEmpty()) {
      return 0;
    }
    VerificationReport report = verifier.verify(VerifyRequest.standard().withAnchor(head.json()));
    if (report.verdict() != Verdict.OK) {
      throw refused(
          target.path(), "the log does not verify, so nothing is deleted from the backup");
    }
    for (String name : plan.surplus()) {
      target.delete(name + ".summary");
      target.delete(name);
    }
    return plan.surplus().size();
  }

  private static Optional<Head> authentic(byte[] bytes, KeyRing ring) {
    return HeadCodec.decode(bytes)
        .filter(
            head ->
                ring.find(head.keyId()).map(key -> HeadCodec.authentic(head, key)).orElse(false));
  }

  /** Before the directory is made. */
  private void requireLog() {
    if (settings.store().readHead().isEmpty()) {
      throw noLog();
    }
  }

  private AuditException noLog() {
    return new AuditException(
        "there is no log with a head at " + settings.store().location() + ": nothing to back up");
  }

  static BackupRefusedException refused(Path target, String what) {
    return new BackupRefusedException(
        what
            + "; nothing in "
            + target
            + " was changed. Verify both: offgrid audit verify, and offgrid audit verify --dir "
            + target);
  }

  private static AuditException trouble(Path path, IOException e) {
    String file = e instanceof FileSystemException blamed ? blamed.getFile() + ": " : "";
    return new AuditException(
        "the backup in "
            + path
            + " could not be brought up to date: "
            + file
            + FileProblem.of(e)
            + "; what it held it still holds: put that right, and run it again",
        e);
  }
}
