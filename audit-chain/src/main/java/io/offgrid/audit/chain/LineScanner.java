package io.offgrid.audit.chain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the members of a record line by its canonical shape, without parsing JSON. For one thread;
 * reused from line to line.
 *
 * <p>From the end of {@code details} on, a line holds strings, numbers and one array of strings, in
 * which every quote is escaped. So the last {@code ,"signature":"hmac-sha256:} is the top-level
 * one, {@code key_id} and {@code id} are found backwards from it, and what lies between the chain
 * hash and them is {@code details}, which is not looked into. A line that does not have this shape
 * (damaged, not canonical, of a later version) is refused here and left to a real parser.
 */
public final class LineScanner implements RecordView {
  private static final Member[] MEMBERS = Member.values();

  /** {@code ,"name":} by rank, as it stands before a value. */
  private static final byte[][] PREFIXES = prefixes();

  private static final byte[] CHAIN_PREFIX = ascii("{\"chain_hash\":\"sha256:");
  private static final byte[] DETAILS_PREFIX = ascii(",\"details\":{");
  private static final byte[] ID_PREFIX = ascii(",\"id\":\"evt_");
  private static final byte[] KEY_PREFIX = ascii(",\"key_id\":\"");
  private static final byte[] SIGNATURE_PREFIX = ascii(",\"signature\":\"hmac-sha256:");
  private static final int HEX = 64;
  private static final int ID_MEMBER = ID_PREFIX.length + 26 + 1;

  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private int signatureMember;
  private long seq;
  private final int[] start = new int[MEMBERS.length];
  private final int[] end = new int[MEMBERS.length];

  /**
   * Looks at one line.
   *
   * @param to end of the line, exclusive, without the newline
   * @return whether it has the shape of a record; if not, the other methods tell nothing
   */
  public boolean scan(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    Arrays.fill(start, -1);
    Arrays.fill(end, -1);
    int afterHash = from + CHAIN_PREFIX.length + HEX + 1;
    if (to - from < 200 || !at(from, CHAIN_PREFIX) || bytes[afterHash - 1] != '"') {
      return false;
    }
    set(Member.CHAIN_HASH, from + CHAIN_PREFIX.length, HEX);
    signatureMember = lastIndexOf(SIGNATURE_PREFIX, afterHash, to - 1);
    int keyMember = lastIndexOf(KEY_PREFIX, afterHash, signatureMember);
    return keyMember >= 0
        && beforeKey(afterHash, keyMember)
        && members(keyMember, signatureMember, Member.KEY_ID)
        && members(signatureMember, to - 1, Member.SIGNATURE)
        && bytes[to - 1] == '}'
        && complete();
  }

  /** Whether the line has this optional member. */
  public boolean has(Member member) {
    return start[member.rank()] >= 0;
  }

  /** First byte of a member's value: inside the quotes of a string, after {@code sha256:}. */
  public int start(Member member) {
    return start[member.rank()];
  }

  /** End of a member's value, exclusive. */
  public int end(Member member) {
    return end[member.rank()];
  }

  /** The record's number. */
  public long seq() {
    return seq;
  }

  @Override
  public @Nullable String text(Member member) {
    int at = start[member.rank()];
    if (at < 0) {
      return null;
    }
    int close = end[member.rank()];
    return isString(member)
        ? StringDecoder.decode(bytes, at, close)
        : new String(bytes, at, close - at, StandardCharsets.UTF_8);
  }

  /** Whether a member's value is exactly these bytes. */
  public boolean is(Member member, byte[] value) {
    int at = start[member.rank()];
    return at >= 0 && end[member.rank()] - at == value.length && at(at, value);
  }

  /** Where the signed part is interrupted: the first byte of {@code "signature":…,}. */
  int signatureCutStart() {
    return signatureMember + 1;
  }

  /** The first byte after {@code "signature":…,}. */
  int signatureCutEnd() {
    return signatureMember + SIGNATURE_PREFIX.length + HEX + 2;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  byte[] bytes() {
    return bytes;
  }

  private boolean beforeKey(int afterHash, int keyMember) {
    int id = keyMember - ID_MEMBER;
    if (id < afterHash || !at(id, ID_PREFIX) || bytes[keyMember - 1] != '"') {
      return false;
    }
    set(Member.ID, id + ID_PREFIX.length - 4, 30);
    if (id == afterHash) {
      return true;
    }
    int details = afterHash + DETAILS_PREFIX.length - 1;
    if (details + 2 > id || !at(afterHash, DETAILS_PREFIX) || bytes[id - 1] != '}') {
      return false;
    }
    set(Member.DETAILS, details, id - details);
    return true;
  }

  /** Reads members from {@code ,"name":} on, each later in canonical order than the one before. */
  private boolean members(int position, int stop, Member first) {
    int p = position;
    int rank = first.rank();
    while (p < stop) {
      while (rank < MEMBERS.length && !at(p, PREFIXES[rank])) {
        rank++;
      }
      if (rank == MEMBERS.length) {
        return false;
      }
      p = value(MEMBERS[rank], p + PREFIXES[rank].length);
      if (p < 0) {
        return false;
      }
      rank++;
    }
    return p == stop;
  }

  /** Notes where a value stands; returns the place after it, or -1. */
  private int value(Member member, int p) {
    return switch (member) {
      case SEQ -> number(p);
      case REPAIRS -> array(p);
      default -> {
        int close = string(p);
        if (close >= 0) {
          int skip = member == Member.SIGNATURE ? "hmac-sha256:".length() : 0;
          set(member, p + 1 + skip, close - 1 - (p + 1 + skip));
        }
        yield close;
      }
    };
  }

  private int number(int position) {
    long value = 0;
    int p = position;
    while (p < to && bytes[p] >= '0' && bytes[p] <= '9' && p - position < 17) {
      value = value * 10 + (bytes[p++] - '0');
    }
    if (p == position || bytes[position] == '0' || value > 9007199254740991L) {
      return -1;
    }
    seq = value;
    set(Member.SEQ, position, p - position);
    return p;
  }

  private int string(int position) {
    if (position >= to || bytes[position] != '"') {
      return -1;
    }
    for (int p = position + 1; p < to; p++) {
      byte b = bytes[p];
      if (b == '"') {
        return p + 1;
      }
      if (b == '\\') {
        p++;
      } else if (b >= 0 && b < 0x20) {
        return -1;
      }
    }
    return -1;
  }

  private int array(int position) {
    if (position >= to || bytes[position] != '[') {
      return -1;
    }
    int p = position;
    do {
      p = string(p + 1);
      if (p < 0 || p >= to) {
        return -1;
      }
    } while (bytes[p] == ',');
    if (bytes[p] != ']') {
      return -1;
    }
    set(Member.REPAIRS, position, p + 1 - position);
    return p + 1;
  }

  private static boolean isString(Member member) {
    return member != Member.DETAILS && member != Member.REPAIRS && member != Member.SEQ;
  }

  private boolean complete() {
    return has(Member.SEQ)
        && length(Member.KEY_ID) == 8
        && length(Member.SIGNATURE) == HEX
        && length(Member.TIMESTAMP) == 27
        && length(Member.TYPE) > 0;
  }

  private int length(Member member) {
    return end[member.rank()] - start[member.rank()];
  }

  private void set(Member member, int at, int length) {
    start[member.rank()] = at;
    end[member.rank()] = at + length;
  }

  private boolean at(int position, byte[] expected) {
    return position >= 0
        && position + expected.length <= to
        && Arrays.equals(bytes, position, position + expected.length, expected, 0, expected.length);
  }

  private int lastIndexOf(byte[] pattern, int low, int high) {
    for (int p = high - pattern.length; p >= low; p--) {
      if (bytes[p] == ',' && bytes[p + 2] == pattern[2] && at(p, pattern)) {
        return p;
      }
    }
    return -1;
  }

  private static byte[][] prefixes() {
    byte[][] prefixes = new byte[MEMBERS.length][];
    for (Member member : MEMBERS) {
      prefixes[member.rank()] = ascii(",\"" + member.word() + "\":");
    }
    return prefixes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
