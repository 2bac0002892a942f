package io.offgrid.audit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.runtime.config.AccessRight;
import io.offgrid.audit.runtime.config.TokenSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token create}: makes a token, for its holder, and its hash, for the configuration. */
@Command(
    name = "create",
    description = {
      "Makes a token for the HTTP API and prints it, this once, with the lines for config.yaml, which"
          + " hold its SHA-256 alone. Stores nothing: a token is good once those lines are there and"
          + " the server has been started again, and no more once they are gone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  offgrid audit token create alice --may read --may export",
      "  offgrid audit token create billing-service --may record",
      "  offgrid audit token create alice --may read,export -o json"
    })
final class TokenCreateCommand implements Callable<Integer> {
  private final Offgrid offgrid;

  @Parameters(
      paramLabel = "NAME",
      description =
          "Who gets it: 1 to 64 letters, digits, '.', '_', '@' and '-'. What is done with it is"
              + " recorded under this name.")
  private String name = "";

  @Option(
      names = "--may",
      required = true,
      split = ",",
      paramLabel = "RIGHT",
      description =
          "What it is good for: record (add events), read (look at them), export (take them away in"
              + " files), admin (all of it). Several with commas, or --may again.")
  private List<String> may = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  TokenCreateCommand(Offgrid offgrid) {
    this.offgrid = offgrid;
  }

  @Override
  public Integer call() throws IOException {
    NewToken token = NewToken.random();
    TokenSettings settings = settings(token);
    if (output == OutputFormat.JSON) {
      Json.printIndented(offgrid.console(), json -> write(json, token, settings));
    } else {
      print(token, settings);
    }
    return ExitStatus.OK;
  }

  private TokenSettings settings(NewToken token) {
    List<AccessRight> rights = may.stream().map(TokenCreateCommand::right).distinct().toList();
    try {
      return new TokenSettings(name, token.sha256(), rights);
    } catch (IllegalArgumentException e) {
      throw new UsageException("'" + name + "' cannot be the token's name: " + e.getMessage());
    }
  }

  private static AccessRight right(String word) {
    for (AccessRight right : AccessRight.values()) {
      if (right.word().equals(word)) {
        return right;
      }
    }
    List<String> known = Arrays.stream(AccessRight.values()).map(AccessRight::word).toList();
    throw new UsageException(
        "--may '" + word + "' is none of " + String.join(", ", known) + Misuse.guess(word, known));
  }

  private void print(NewToken token, TokenSettings settings) {
    PrintWriter out = offgrid.console().out();
    List<String> words = words(settings);
    out.println("The token of " + settings.name() + ", which nobody can show again:");
    out.println();
    out.println("  " + token.text());
    out.println();
    out.println(
        "For config.yaml, beside tokens that are there already; then start the server again:");
    out.println();
    out.println("audit:");
    out.println("  server:");
    out.println("    tokens:");
    out.println("      - name: \"" + settings.name() + "\"");
    out.println("        token_sha256: \"" + settings.tokenSha256() + "\"");
    out.println("        may: [" + String.join(", ", words) + "]");
  }

  private static void write(JsonGenerator json, NewToken token, TokenSettings settings)
      throws IOException {
    json.writeStringField("name", settings.name());
    json.writeStringField("token", token.text());
    json.writeStringField("token_sha256", settings.tokenSha256());
    json.writeArrayFieldStart("may");
    for (String word : words(settings)) {
      json.writeString(word);
    }
    json.writeEndArray();
  }

  private static List<String> words(TokenSettings settings) {
    return settings.may().stream().map(AccessRight::word).toList();
  }
}
