package io.offgrid.audit.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.offgrid.audit.AuditRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record as it stands in its line; its members are read when they are asked for. */
public final class RecordLine implements AuditRecord, RecordView {
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] line;
  private final RecordView members;

  private RecordLine(byte[] line, RecordView members) {
    this.line = line;
    this.members = members;
  }

  /** A copy of the line that was scanned. */
  public static RecordLine of(LineScanner scanned) {
    byte[] line = Arrays.copyOfRange(scanned.bytes(), scanned.from(), scanned.to());
    return new RecordLine(line, scanned.over(line));
  }

  /**
   * A copy of a line that has not the canonical shape, if it is a record all the same: one of a
   * later version, or one that was reformatted.
   */
  public static Optional<RecordLine> parse(byte[] bytes, int from, int to) {
    byte[] line = Arrays.copyOfRange(bytes, from, to);
    RecordForm form = RecordForm.of(line, 0, line.length);
    return form.defect() == null
        ? Optional.of(new RecordLine(line, form.over(line)))
        : Optional.empty();
  }

  @Override
  public @Nullable String text(Member member) {
    return members.text(member);
  }

  @Override
  public String id() {
    return required(Member.ID);
  }

  @Override
  public long seq() {
    return Long.parseLong(required(Member.SEQ));
  }

  @Override
  public String timestampText() {
    return required(Member.TIMESTAMP);
  }

  @Override
  public String type() {
    return required(Member.TYPE);
  }

  @Override
  public Optional<String> userId() {
    return Optional.ofNullable(text(Member.USER_ID));
  }

  @Override
  public Optional<String> outcome() {
    return Optional.ofNullable(text(Member.OUTCOME));
  }

  @Override
  public Optional<String> severity() {
    return Optional.ofNullable(text(Member.SEVERITY));
  }

  @Override
  public Optional<String> source() {
    return Optional.ofNullable(text(Member.SOURCE));
  }

  @Override
  public Optional<String> target() {
    return Optional.ofNullable(text(Member.TARGET));
  }

  @Override
  public Optional<String> detailsJson() {
    return Optional.ofNullable(text(Member.DETAILS));
  }

  @Override
  public List<String> repairs() {
    String array = text(Member.REPAIRS);
    if (array == null) {
      return List.of();
    }
    List<String> repairs = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(array)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t == JsonToken.VALUE_STRING) {
          repairs.add(parser.getText());
        }
      }
    } catch (IOException e) {
      repairs.add(array);
    }
    return List.copyOf(repairs);
  }

  @Override
  public String keyId() {
    return required(Member.KEY_ID);
  }

  @Override
  public String signature() {
    return "hmac-sha256:" + required(Member.SIGNATURE);
  }

  @Override
  public String chainHash() {
    return "sha256:" + required(Member.CHAIN_HASH);
  }

  @Override
  public String json() {
    return new String(line, StandardCharsets.UTF_8);
  }

  @Override
  public void writeJson(OutputStream out) throws IOException {
    out.write(line);
  }

  @Override
  public String toString() {
    return "RecordLine[" + seq() + " " + type() + "]";
  }

  private String required(Member member) {
    String text = text(member);
    if (text == null) {
      throw new IllegalStateException("a record without " + member.word());
    }
    return text;
  }
}
