package io.offgrid.audit.faults;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.offgrid.audit.chain.KeyRing;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verifier that was written in another language from the page about the format alone. */
final class OtherVerifier implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final Process process;
  private final BufferedWriter asked;
  private final BufferedReader answers;

  OtherVerifier(ModelKeys.Entries keys, @Nullable String origin) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", script().toString(), "--batch"));
    for (String key : keys.all()) {
      command.add("--key");
      command.add(key.replaceFirst("^next ", ""));
    }
    if (KeyRing.parse(keys.all()).next().isPresent()) {
      command.add("--next");
    }
    if (origin != null) {
      command.add("--origin");
      command.add(origin);
    }
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    asked = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  private static Path script() {
    Path up = Path.of("").toAbsolutePath();
    while (up != null && !Files.exists(up.resolve("docs/check/verify.py"))) {
      up = up.getParent();
    }
    if (up == null) {
      throw new BrokenPromise("docs/check/verify.py is nowhere above: start from a clone");
    }
    return up.resolve("docs/check/verify.py");
  }

  /** Its opinion of the log in a directory. */
  Opinion of(Path directory, @Nullable Path anchor) throws IOException {
    asked.write(directory + (anchor == null ? "" : "\t" + anchor) + "\n");
    asked.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new BrokenPromise("the other verifier ended on " + directory);
    }
    return parse(answer);
  }

  private static Opinion parse(String answer) throws IOException {
    String verdict = "";
    long tail = 0;
    List<String> findings = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(answer)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "status" -> verdict = parser.getText();
          case "unacknowledged_tail_bytes" -> tail = parser.getLongValue();
          case "findings" -> findings(parser, findings);
          default -> parser.skipChildren();
        }
      }
    }
    return new Opinion(verdict, findings, tail);
  }

  private static void findings(JsonParser parser, List<String> into) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      Map<String, String> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, parser.getText());
      }
      into.add(
          Opinion.finding(
              members.get("kind"), members.get("seq"), members.get("file"), members.get("line")));
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    asked.close();
    process.waitFor();
  }
}
