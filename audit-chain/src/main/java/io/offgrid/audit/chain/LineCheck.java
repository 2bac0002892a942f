package io.offgrid.audit.chain;

import io.offgrid.audit.EventTypes;
import io.offgrid.audit.FindingKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks one line in itself: its form and its signature. For one thread; reused from line to line.
 *
 * <p>A line of canonical shape whose signature holds is taken as well-formed, since only a holder
 * of the key can have written it; everything else goes through a real parser to be told what it is.
 */
final class LineCheck {
  /** Beyond this a line that fails is not parsed to be told why: memory stays bounded. */
  private static final int MAX_EXPLAINED = 4 << 20;

  private final List<KeyMac> keys = new ArrayList<>();
  private final LineScanner scanner = new LineScanner();
  private final byte[] mac = new byte[Sha256.BYTES];
  private final byte[] claimed = new byte[Sha256.BYTES];
  private final byte[] previous = new byte[Sha256.BYTES];
  private KeyMac recent;

  private boolean authentic;
  private @Nullable FindingKind defect;
  private String expected = "";
  private String found = "";
  private @Nullable RecordForm form;
  private @Nullable OwnRecord own;

  LineCheck(KeyRing ring) {
    for (SigningKey key : ring.keys()) {
      keys.add(new KeyMac(key.id(), key.id().getBytes(StandardCharsets.US_ASCII), key.newHmac()));
    }
    recent = keys.get(keys.size() - 1);
  }

  /**
   * Looks at a line; the other methods then tell about it.
   *
   * @param lastHash the hash that its link most likely is
   */
  void check(byte[] bytes, int from, int to, byte[] lastHash) {
    defect = null;
    form = null;
    own = null;
    expected = "";
    found = "";
    authentic = scanner.scan(bytes, from, to) && isSigned() && readLink(lastHash);
    if (!authentic) {
      explain(bytes, from, to);
    } else if (OwnRecord.isOwn(scanner)) {
      readOwn(
          String.valueOf(scanner.text(Member.TYPE)),
          bytes,
          scanner.start(Member.DETAILS),
          scanner.end(Member.DETAILS));
    }
  }

  /** Whether the line is a usual one: authentic, canonical, not one of the log's own. */
  boolean isPlain() {
    return authentic && form == null && own == null && defect == null;
  }

  /** Whether the line is of canonical shape and its signature holds. */
  boolean isAuthentic() {
    return authentic;
  }

  @Nullable FindingKind defect() {
    return defect;
  }

  String expected() {
    return expected;
  }

  String found() {
    return found;
  }

  @Nullable OwnRecord own() {
    return own;
  }

  /** Whether the number in the line counts: that of a line that nobody vouches for does not. */
  boolean isSeqTrusted() {
    return authentic;
  }

  long seq() {
    if (form == null) {
      return authentic ? scanner.seq() : 0;
    }
    return form.members().get(Member.SEQ) instanceof Long seq ? seq : 0;
  }

  @Nullable String text(Member member) {
    if (form == null) {
      return authentic ? scanner.text(member) : null;
    }
    return form.text(member);
  }

  /** Whether the authentic line names the same key as that one. */
  boolean isSignedBy(@Nullable String keyId) {
    return recent.id.equals(keyId);
  }

  /** A copy of an authentic line; of the bytes that were looked at last. */
  RecordLine record(byte[] bytes, int from, int to) {
    return form == null ? RecordLine.of(scanner) : RecordLine.parse(bytes, from, to).orElseThrow();
  }

  /** Compares the timestamp of an authentic line with another one. */
  boolean isBefore(byte[] timestamp) {
    int at = scanner.start(Member.TIMESTAMP);
    return Arrays.compare(
            scanner.bytes(), at, at + timestamp.length, timestamp, 0, timestamp.length)
        < 0;
  }

  /** Copies the timestamp of an authentic line. */
  void copyTimestamp(byte[] into) {
    System.arraycopy(scanner.bytes(), scanner.start(Member.TIMESTAMP), into, 0, into.length);
  }

  /**
   * What the line says is the hash of the line before it.
   *
   * @return false if it does not say so
   */
  boolean previousHash(byte[] into) {
    if (form == null) {
      System.arraycopy(previous, 0, into, 0, previous.length);
      return authentic;
    }
    String hash = form.text(Member.CHAIN_HASH);
    if (hash == null || hash.length() != "sha256:".length() + 64) {
      return false;
    }
    byte[] hex = hash.getBytes(StandardCharsets.ISO_8859_1);
    return Sha256.decodeHex(hex, "sha256:".length(), hex.length, into);
  }

  private boolean isSigned() {
    KeyMac key = find(scanner.start(Member.KEY_ID));
    if (key == null) {
      return false;
    }
    int cut = scanner.signatureCutStart();
    int resume = scanner.signatureCutEnd();
    key.mac.update(scanner.bytes(), scanner.from(), cut);
    key.mac.update(scanner.bytes(), resume, scanner.to());
    key.mac.finish(mac);
    return Hex.isAt(scanner.bytes(), scanner.start(Member.SIGNATURE), mac);
  }

  private boolean readLink(byte[] lastHash) {
    int at = scanner.start(Member.CHAIN_HASH);
    if (Hex.isAt(scanner.bytes(), at, lastHash)) {
      System.arraycopy(lastHash, 0, previous, 0, previous.length);
      return true;
    }
    return Sha256.decodeHex(scanner.bytes(), at, scanner.end(Member.CHAIN_HASH), previous);
  }

  private @Nullable KeyMac find(int at) {
    if (isAt(at, recent)) {
      return recent;
    }
    for (KeyMac key : keys) {
      if (isAt(at, key)) {
        recent = key;
        return key;
      }
    }
    return null;
  }

  private boolean isAt(int at, KeyMac key) {
    return Arrays.equals(
        scanner.bytes(), at, at + key.ascii.length, key.ascii, 0, key.ascii.length);
  }

  private void readOwn(String type, byte[] bytes, int details, int detailsEnd) {
    own = details < 0 ? null : OwnRecord.read(type, bytes, details, detailsEnd).orElse(null);
    if (own == null) {
      defect(FindingKind.MALFORMED, "the details of a " + type + " record", "none of that form");
    }
  }

  /** Tells what is wrong with a line that is not authentic at first sight. */
  private void explain(byte[] bytes, int from, int to) {
    if (to - from > MAX_EXPLAINED) {
      defect(FindingKind.SIGNATURE, "a record whose signature holds", "another content");
      return;
    }
    RecordForm parsed = RecordForm.of(bytes, from, to);
    form = parsed;
    String keyId = parsed.text(Member.KEY_ID);
    if (parsed.defect() != null) {
      defect(FindingKind.MALFORMED, "a record", parsed.defect());
    } else if (isOwnWithoutDetails(parsed, bytes, from)) {
      String type = parsed.text(Member.TYPE);
      defect(FindingKind.MALFORMED, "the details of a " + type + " record", "none of that form");
    } else if (keyId == null || keys.stream().noneMatch(key -> key.id.equals(keyId))) {
      defect(FindingKind.UNKNOWN_KEY, "a key of the ring", "key " + keyId);
    } else if (!CanonicalJson.isCanonical(bytes, from, to - from)) {
      defect(FindingKind.NOT_CANONICAL, "the canonical form (RFC 8785)", "another form");
    } else {
      checkLaterVersion(bytes, from, to, keyId);
    }
  }

  private static boolean isOwnWithoutDetails(RecordForm form, byte[] bytes, int from) {
    String type = form.text(Member.TYPE);
    if (type == null || !EventTypes.isReserved(type)) {
      return false;
    }
    int details = form.detailsStart();
    return details < 0
        || OwnRecord.read(type, bytes, from + details, from + form.detailsEnd()).isEmpty();
  }

  /** A canonical line with members that this version does not know is checked here. */
  private void checkLaterVersion(byte[] bytes, int from, int to, String keyId) {
    String signature = String.valueOf(form == null ? null : form.text(Member.SIGNATURE));
    BackwardSearch member = new BackwardSearch(",\"signature\":\"" + signature + "\"");
    int at = member.lastIndexIn(bytes, from, to);
    for (KeyMac key : keys) {
      if (at >= 0 && key.id.equals(keyId)) {
        key.mac.update(bytes, from, at);
        key.mac.update(bytes, at + member.length(), to);
        key.mac.finish(mac);
        byte[] hex = signature.getBytes(StandardCharsets.US_ASCII);
        if (Sha256.decodeHex(hex, "hmac-sha256:".length(), hex.length, claimed)
            && MessageDigest.isEqual(mac, claimed)) {
          authentic = true;
          recent = key;
          readLaterOwn(bytes, from);
          return;
        }
      }
    }
    defect(FindingKind.SIGNATURE, "the signature of this content", "another signature");
  }

  private void readLaterOwn(byte[] bytes, int from) {
    String type = form == null ? null : form.text(Member.TYPE);
    if (form != null && type != null && EventTypes.isReserved(type)) {
      int details = form.detailsStart();
      readOwn(type, bytes, details < 0 ? -1 : from + details, from + form.detailsEnd());
    }
  }

  private void defect(FindingKind kind, String expected, String found) {
    this.defect = kind;
    this.expected = expected;
    this.found = found;
  }

  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record KeyMac(String id, byte[] ascii, HmacSha256 mac) {}
}
