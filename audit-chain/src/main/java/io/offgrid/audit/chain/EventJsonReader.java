package io.offgrid.audit.chain;

import com.fasterxml.jackson.core.JsonToken;
import io.offgrid.audit.EventTypes;
import io.offgrid.audit.InvalidEventException;
import io.offgrid.audit.Outcome;
import io.offgrid.audit.Severity;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one event from JSON text into a draft. For one text, one thread. */
final class EventJsonReader {
  private static final Set<String> OUTCOMES = words(Outcome.values(), Outcome::word);
  private static final Set<String> SEVERITIES = words(Severity.values(), Severity::word);

  private final JsonText json;
  private final RecordDraft draft;
  private final Set<String> seen = new HashSet<>();

  private EventJsonReader(JsonText json, RecordDraft draft) {
    this.json = json;
    this.draft = draft;
  }

  static RecordDraft read(byte[] utf8, boolean refuse) {
    RecordDraft draft = new RecordDraft(refuse);
    try (JsonText json = new JsonText(utf8, 0, utf8.length)) {
      new EventJsonReader(json, draft).read();
    }
    return draft;
  }

  private void read() {
    if (json.next() != JsonToken.START_OBJECT) {
      throw json.here(
          json.current() == JsonToken.NOT_AVAILABLE
              ? "not JSON: the text is empty; give one object"
              : "an event is one JSON object, not " + kind(json.current()));
    }
    InvalidEventException noType =
        json.here("the member \"type\" is missing: give what happened, as \"auth_success\"");
    while (json.next() == JsonToken.FIELD_NAME) {
      member();
    }
    json.end();
    if (!seen.contains(RecordMembers.TYPE)) {
      throw noType;
    }
  }

  private void member() {
    String name = json.text();
    if (!RecordMembers.GIVEN.contains(name)) {
      throw json.here(UnknownMember.message(name));
    }
    if (!seen.add(name)) {
      throw json.here("the member \"" + name + "\" is there twice; leave one out");
    }
    json.next();
    try {
      value(name);
    } catch (InvalidEventException e) {
      throw e.line() > 0 ? e : json.here(String.valueOf(e.getMessage()));
    }
  }

  private void value(String name) {
    switch (name) {
      case RecordMembers.TYPE -> type();
      case RecordMembers.OUTCOME -> word(name, OUTCOMES, draft::outcome);
      case RecordMembers.SEVERITY -> word(name, SEVERITIES, draft::severity);
      case RecordMembers.USER_ID -> string(name, draft::userId);
      case RecordMembers.SOURCE -> string(name, draft::source);
      case RecordMembers.TARGET -> string(name, draft::target);
      default -> details();
    }
  }

  private void type() {
    if (json.current() != JsonToken.VALUE_STRING) {
      throw json.here("the member \"type\" is a string, not " + kind(json.current()));
    }
    String type = json.text();
    EventTypes.requireRecordable(type);
    draft.type(type);
  }

  private void word(String member, Set<String> words, Consumer<String> target) {
    if (json.current() == JsonToken.VALUE_STRING && words.contains(json.text())) {
      target.accept(json.text());
    } else {
      String why = "not one of " + String.join(", ", words);
      draft.leaveOut(member, why, json.canonicalText());
    }
  }

  private void string(String member, Consumer<String> target) {
    if (json.current() == JsonToken.VALUE_STRING) {
      target.accept(json.text());
    } else {
      draft.leaveOut(member, "not a string", json.canonicalText());
    }
  }

  private void details() {
    if (json.current() != JsonToken.START_OBJECT) {
      throw json.here("the member \"details\" is an object, not " + kind(json.current()));
    }
    json.copyTo(draft.beginDetails());
    draft.endDetails();
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> "a number";
    };
  }

  private static <T> Set<String> words(T[] values, Function<T, String> word) {
    return Arrays.stream(values).map(word).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
