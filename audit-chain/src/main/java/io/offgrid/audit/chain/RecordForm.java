package io.offgrid.audit.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.offgrid.audit.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a record, checked with a real parser: for lines that no key vouches for.
 *
 * @param defect what is malformed, null if nothing is
 * @param members the values of the members found so far: strings as text, seq as Long
 */
record RecordForm(@Nullable String defect, Map<Member, Object> members) {
  private static final int MAX_SEQ_TEXT = 40;
  private static final int MAX_LINE = RangeVerifier.MAX_LINE;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1000)
                  .maxNumberLength(1000)
                  .maxStringLength(MAX_LINE)
                  .maxNameLength(MAX_LINE)
                  .maxDocumentLength(-1)
                  .build())
          .build();
  private static final Set<Member> REQUIRED =
      Set.of(
          Member.ID,
          Member.SEQ,
          Member.TIMESTAMP,
          Member.TYPE,
          Member.KEY_ID,
          Member.CHAIN_HASH,
          Member.SIGNATURE);
  private static final Map<Member, Pattern> FORMS =
      Map.of(
          Member.ID, Pattern.compile("evt_[0-7][0-9A-HJKMNP-TV-Z]{25}"),
          Member.KEY_ID, Pattern.compile("[0-9a-f]{8}"),
          Member.CHAIN_HASH, Pattern.compile("sha256:[0-9a-f]{64}"),
          Member.SIGNATURE, Pattern.compile("hmac-sha256:[0-9a-f]{64}"),
          Member.OUTCOME, Pattern.compile("success|failure"),
          Member.SEVERITY, Pattern.compile("info|warning|critical"),
          Member.TIMESTAMP, Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"));

  /** Parses one line. */
  static RecordForm of(byte[] bytes, int from, int to) {
    Map<Member, Object> members = new EnumMap<>(Member.class);
    try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
      String defect = read(parser, members);
      if (defect == null && parser.nextToken() != null) {
        defect = "text after the object";
      }
      return new RecordForm(defect, members);
    } catch (IOException e) {
      return new RecordForm("not one JSON object", members);
    }
  }

  @Nullable String text(Member member) {
    return members.get(member) instanceof String text ? text : null;
  }

  /** The members of this line, as a view of a record. */
  RecordView over(byte[] line) {
    return member -> {
      Object value = members.get(member);
      if (value instanceof long[] span) {
        return new String(line, (int) span[0], (int) (span[1] - span[0]), StandardCharsets.UTF_8);
      }
      if (value == null) {
        return null;
      }
      String text = value.toString();
      boolean prefixed = member == Member.CHAIN_HASH || member == Member.SIGNATURE;
      return prefixed ? text.substring(text.indexOf(':') + 1) : text;
    };
  }

  /** Where the details' text begins, counted from the line's first byte; -1 without details. */
  int detailsStart() {
    return members.get(Member.DETAILS) instanceof long[] span ? (int) span[0] : -1;
  }

  /** Where the details' text ends, exclusive; -1 without details. */
  int detailsEnd() {
    return members.get(Member.DETAILS) instanceof long[] span ? (int) span[1] : -1;
  }

  private static @Nullable String read(JsonParser parser, Map<Member, Object> members)
      throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return "not a JSON object";
    }
    @Nullable String defect = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      Member member = named(name);
      @Nullable String wrong = null;
      if (member == null) {
        wrong = name.equals("version") ? "a member \"version\"" : null;
        parser.skipChildren();
      } else {
        wrong =
            value(member, token, parser, members) ? null : "\"" + name + "\" is not of its form";
      }
      defect = defect == null ? wrong : defect;
    }
    for (Member required : Member.values()) {
      if (defect == null && REQUIRED.contains(required) && !members.containsKey(required)) {
        return "\"" + required.word() + "\" is missing";
      }
    }
    return defect;
  }

  private static @Nullable Member named(String name) {
    for (Member member : Member.values()) {
      if (member.word().equals(name)) {
        return member;
      }
    }
    return null;
  }

  /** Reads one value; returns whether it has the form that section 1 of the format gives it. */
  private static boolean value(
      Member member, JsonToken token, JsonParser parser, Map<Member, Object> members)
      throws IOException {
    return switch (member) {
      case SEQ -> seq(token, parser, members);
      case DETAILS, REPAIRS -> {
        long start = parser.currentTokenLocation().getByteOffset();
        boolean wellFormed =
            member == Member.DETAILS ? details(token, parser) : repairs(token, parser);
        members.put(member, new long[] {start, parser.currentLocation().getByteOffset()});
        yield wellFormed;
      }
      default -> {
        if (token != JsonToken.VALUE_STRING) {
          parser.skipChildren();
          yield false;
        }
        members.put(member, parser.getText());
        yield isOfForm(member, parser.getText());
      }
    };
  }

  private static boolean seq(JsonToken token, JsonParser parser, Map<Member, Object> members)
      throws IOException {
    if (!token.isNumeric() || parser.getText().length() > MAX_SEQ_TEXT) {
      parser.skipChildren();
      return false;
    }
    double value = parser.getDoubleValue(); // 1.0 and 1e0 are integers, if not canonical ones
    if (value != Math.rint(value) || value < 1 || value > RecordSigner.MAX_SEQ) {
      return false;
    }
    members.put(Member.SEQ, (long) value);
    return true;
  }

  private static boolean isOfForm(Member member, String text) {
    Pattern form = FORMS.get(member);
    if (form == null) {
      return member == Member.TYPE
          ? EventTypes.isWellFormed(text)
          : text.length() <= RecordMembers.MAX_TEXT;
    }
    if (!form.matcher(text).matches()) {
      return false;
    }
    return member != Member.TIMESTAMP || isDate(text);
  }

  private static boolean isDate(String timestamp) {
    try {
      LocalDateTime.parse(timestamp.substring(0, timestamp.length() - 1));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean details(JsonToken token, JsonParser parser) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return false;
    }
    int depth = 1;
    int deepest = 1;
    boolean empty = true;
    while (depth > 0) {
      JsonToken next = parser.nextToken();
      if (next == null) {
        return false;
      }
      if (next.isStructStart()) {
        depth++;
        deepest = Math.max(deepest, depth);
      } else if (next.isStructEnd()) {
        depth--;
      } else {
        empty = false;
      }
    }
    return !empty && deepest <= RecordMembers.MAX_DEPTH;
  }

  private static boolean repairs(JsonToken token, JsonParser parser) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return false;
    }
    boolean any = false;
    boolean strings = true;
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      any = true;
      strings &= t == JsonToken.VALUE_STRING;
      parser.skipChildren();
    }
    return any && strings;
  }
}
