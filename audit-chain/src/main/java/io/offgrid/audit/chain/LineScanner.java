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
  private static final BytePattern[] PREFIXES = prefixes();

  private static final BytePattern CHAIN_PREFIX = new BytePattern("{\"chain_hash\":\"sha256:");
  private static final BytePattern DETAILS_PREFIX = new BytePattern(",\"details\":{");
  private static final BytePattern ID_PREFIX = new BytePattern(",\"id\":\"evt_");
  private static final BackwardSearch KEY_PREFIX = new BackwardSearch(",\"key_id\":\"");
  private static final BackwardSearch SIGNATURE_PREFIX =
      new BackwardSearch(",\"signature\":\"hmac-sha256:");
  private static final String ALGORITHM = "hmac-sha256:";
  private static final int HEX = 64;
  private static final int KEY_ID = 8;
  private static final int TIMESTAMP = 27;

  /** What stands at least between the beginnings of the signature's digits and of the end. */
  private static final int LEAST_TAIL =
      HEX + "\",\"timestamp\":\"\",\"type\":\"t\"}".length() + TIMESTAMP;

  /** What stands at least between the key's digits and the signature member. */
  private static final int LEAST_GAP = KEY_ID + "\",\"seq\":1".length();

  private static final int ID_MEMBER = ID_PREFIX.length() + 26 + 1;

  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private int signatureMember;
  private long seq;

  /** One bit for each member that the line has, by rank. */
  private int present;

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
    present = 0;
    int afterHash = from + CHAIN_PREFIX.length() + HEX + 1;
    if (to - from < 200 || !CHAIN_PREFIX.isAt(bytes, from, to) || bytes[afterHash - 1] != '"') {
      return false;
    }
    set(Member.CHAIN_HASH, from + CHAIN_PREFIX.length(), HEX);
    signatureMember = SIGNATURE_PREFIX.lastIndexIn(bytes, afterHash, to - LEAST_TAIL);
    int keyMember = KEY_PREFIX.lastIndexIn(bytes, afterHash, signatureMember - LEAST_GAP);
    return keyMember >= 0
        && beforeKey(afterHash, keyMember)
        && members(keyMember, signatureMember, Member.KEY_ID)
        && members(signatureMember, to - 1, Member.SIGNATURE)
        && bytes[to - 1] == '}'
        && complete();
  }

  /** The same of a copy of the line alone. */
  LineScanner over(byte[] line) {
    LineScanner copy = new LineScanner();
    copy.bytes = line;
    copy.to = line.length;
    copy.signatureMember = signatureMember - from;
    copy.seq = seq;
    copy.present = present;
    for (int rank = 0; rank < MEMBERS.length; rank++) {
      copy.start[rank] = start[rank] - from;
      copy.end[rank] = end[rank] - from;
    }
    return copy;
  }

  /** Whether the line has this optional member. */
  public boolean has(Member member) {
    return (present & (1 << member.rank())) != 0;
  }

  /** First byte of a member's value: inside the quotes, after {@code sha256:}; -1 without it. */
  public int start(Member member) {
    return has(member) ? start[member.rank()] : -1;
  }

  /** End of a member's value, exclusive; -1 without it. */
  public int end(Member member) {
    return has(member) ? end[member.rank()] : -1;
  }

  /** The record's number. */
  public long seq() {
    return seq;
  }

  @Override
  public @Nullable String text(Member member) {
    int at = start(member);
    int close = end(member);
    if (at < 0) {
      return null;
    }
    return isString(member)
        ? StringDecoder.decode(bytes, at, close)
        : new String(bytes, at, close - at, StandardCharsets.UTF_8);
  }

  /** Whether a member's value is exactly these bytes. */
  public boolean is(Member member, byte[] value) {
    int at = start(member);
    int close = end(member);
    return close - at == value.length
        && at >= 0
        && Arrays.equals(bytes, at, close, value, 0, value.length);
  }

  /** Where the signed part is interrupted: the first byte of {@code "signature":…,}. */
  int signatureCutStart() {
    return signatureMember + 1;
  }

  /** The first byte after {@code "signature":…,}. */
  int signatureCutEnd() {
    return signatureMember + SIGNATURE_PREFIX.length() + HEX + 2;
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
    if (id < afterHash || !ID_PREFIX.isAt(bytes, id, to) || bytes[keyMember - 1] != '"') {
      return false;
    }
    set(Member.ID, id + ID_PREFIX.length() - 4, 30);
    if (id == afterHash) {
      return true;
    }
    int details = afterHash + DETAILS_PREFIX.length() - 1;
    if (details + 2 > id || !DETAILS_PREFIX.isAt(bytes, afterHash, to) || bytes[id - 1] != '}') {
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
      while (rank < MEMBERS.length && !PREFIXES[rank].isAt(bytes, p, to)) {
        rank++;
      }
      if (rank == MEMBERS.length) {
        return false;
      }
      p = value(MEMBERS[rank], p + PREFIXES[rank].length());
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
      case SIGNATURE -> signature(p);
      case KEY_ID -> fixed(member, p, KEY_ID);
      case TIMESTAMP -> fixed(member, p, TIMESTAMP);
      default -> {
        int close = string(p);
        if (close >= 0) {
          set(member, p + 1, close - 1 - (p + 1));
        }
        yield close;
      }
    };
  }

  private int signature(int position) {
    int close = fixed(Member.SIGNATURE, position, ALGORITHM.length() + HEX);
    start[Member.SIGNATURE.rank()] += ALGORITHM.length();
    return close;
  }

  /** A string whose length is known is not looked into. */
  private int fixed(Member member, int position, int length) {
    int close = position + 1 + length;
    if (close >= to || bytes[position] != '"' || bytes[close] != '"') {
      return -1;
    }
    set(member, position + 1, length);
    return close + 1;
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
    int p = ByteSearch.endOfText(bytes, position + 1, to);
    while (p < to && bytes[p] == '\\') {
      p = ByteSearch.endOfText(bytes, p + 2, to);
    }
    return p < to && bytes[p] == '"' ? p + 1 : -1;
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
        && has(Member.KEY_ID)
        && has(Member.SIGNATURE)
        && has(Member.TIMESTAMP)
        && end(Member.TYPE) > start(Member.TYPE);
  }

  private void set(Member member, int at, int length) {
    present |= 1 << member.rank();
    start[member.rank()] = at;
    end[member.rank()] = at + length;
  }

  private static BytePattern[] prefixes() {
    BytePattern[] prefixes = new BytePattern[MEMBERS.length];
    for (Member member : MEMBERS) {
      prefixes[member.rank()] = new BytePattern(",\"" + member.word() + "\":");
    }
    return prefixes;
  }
}
