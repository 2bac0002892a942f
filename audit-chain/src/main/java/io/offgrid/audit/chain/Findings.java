package io.offgrid.audit.chain;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import org.jspecify.annotations.Nullable;

/** Puts findings into words, the same for every verifier. */
final class Findings {
  static final String HEAD_FILE = "chain.hash";

  private Findings() {}

  /** About the first line of a run. */
  static Finding inLine(
      FindingKind kind, LineRun run, String file, long line, String expected, String found) {
    return new Finding(
        kind,
        run.seq() == 0 ? null : run.seq(),
        run.id(),
        run.timestamp(),
        file,
        line,
        run.offset(),
        expected,
        found,
        advice(kind));
  }

  /** About a file, or about the log as a whole. */
  static Finding ofLog(
      FindingKind kind, @Nullable Long seq, @Nullable String file, String expected, String found) {
    return new Finding(kind, seq, null, null, file, null, null, expected, found, advice(kind));
  }

  private static String advice(FindingKind kind) {
    return switch (kind) {
      case UNKNOWN_KEY ->
          "Add the key with this fingerprint to the key ring and verify again; until then these"
              + " records are not checked.";
      case TRUNCATED, SEGMENT_MISSING ->
          "Records are gone. Keep the directory as it is, look for the missing files in backups,"
              + " and investigate who could delete them.";
      case HEAD_MISSING, HEAD_INVALID, HEAD_MISMATCH ->
          "The head cannot vouch for the end of the log. Keep the directory as it is, compare with"
              + " an exported or forwarded head, and investigate.";
      case KEY_CHANGE ->
          "A key was used that was not due. If this is a backup from before a key rotation, check"
              + " it with the keys of its time; otherwise investigate who holds that key.";
      case RECORDED_FAILURE ->
          "Damage was found and recorded earlier. See the details of this record, investigate, and"
              + " set the log aside when you are done.";
      case MALFORMED, NOT_CANONICAL, SIGNATURE, SEQUENCE, LINK ->
          "Keep the directory as it is, check the disk for errors, compare this place with a backup"
              + " or an export, and investigate who could write to the file.";
    };
  }
}
