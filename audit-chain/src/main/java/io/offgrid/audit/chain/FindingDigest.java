package io.offgrid.audit.chain;

import io.offgrid.audit.Finding;
import io.offgrid.audit.FindingKind;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects findings for an {@code integrity_failure} record: how many, the first hundred, and a
 * digest of all that tells whether the same damage was recorded before. Findings that only repeat
 * such a record do not count, or every opening would record the one before. For one thread.
 */
public final class FindingDigest {
  private static final int SHOWN = 100;

  private final MessageDigest sha256 = ChainHash.newDigest();
  private final ByteBuilder bytes = new ByteBuilder(256);
  private final List<Map<String, Object>> first = new ArrayList<>();
  private long count;

  /** Takes the next finding, in the order of the log. */
  public void add(Finding finding) {
    if (finding.kind() == FindingKind.RECORDED_FAILURE) {
      return;
    }
    bytes.reset();
    bytes.append(count == 0 ? '[' : ',');
    text("{\"file\":", finding.file());
    text(finding.file() == null ? "{\"kind\":" : ",\"kind\":", finding.kind().word());
    number(",\"line\":", finding.line());
    number(",\"seq\":", finding.seq());
    bytes.append('}');
    sha256.update(bytes.array(), 0, bytes.length());
    if (first.size() < SHOWN) {
      first.add(members(finding));
    }
    count++;
  }

  public long count() {
    return count;
  }

  /** {@code sha256:} and the hash of the canonical array of all findings. Ends the collecting. */
  public Map<String, Object> details() {
    sha256.update((count == 0 ? new byte[] {'[', ']'} : new byte[] {']'}));
    Map<String, Object> details = new TreeMap<>();
    details.put("count", count);
    details.put("digest", ChainHash.text(sha256.digest()));
    details.put("findings", List.copyOf(first));
    return details;
  }

  private static Map<String, Object> members(Finding finding) {
    Map<String, Object> members = new TreeMap<>();
    members.put("kind", finding.kind().word());
    if (finding.file() != null) {
      members.put("file", finding.file());
    }
    if (finding.line() != null) {
      members.put("line", finding.line());
    }
    if (finding.seq() != null) {
      members.put("seq", finding.seq());
    }
    return members;
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      bytes.appendAscii(name);
      JsonStrings.append(bytes, value);
    }
  }

  private void number(String name, @Nullable Long value) {
    if (value != null) {
      bytes.appendAscii(name).appendDecimal(value);
    }
  }
}
