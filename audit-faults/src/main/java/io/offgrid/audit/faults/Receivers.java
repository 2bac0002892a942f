package io.offgrid.audit.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Receivers that are killed, stopped, reset, cut off, impersonated or talk rubbish, while the
 * recorder is killed too; {@code .ci/chaos} does it, once a unit with one kind of sink.
 */
final class Receivers implements Fault {
  private static final List<String> KINDS = List.of("webhook", "relp", "tls", "tcp");
  private static final int PORT = 25_160;
  private static final Pattern RESULT =
      Pattern.compile(
          "ok +\\w+: (\\d+) records, (\\d+) doubles, 0 missing, 0 foreign, in order; (\\d+)"
              + " recorders killed");

  private int faults = 10;
  private int kills = 3;

  @Override
  public String name() {
    return "receivers";
  }

  @Override
  public String promise() {
    return "every record reaches the receiver, in order once doubles are dropped, whatever happens to it";
  }

  @Override
  public int units(Length length) {
    if (length == Length.LONG) {
      faults = 50;
      kills = 15;
      return 5 * KINDS.size();
    }
    return KINDS.size();
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    Root.require("nft", "openssl");
    Path output = scratch.resolve("output");
    List<String> command =
        List.of(
            Path.of("../.ci/chaos").toAbsolutePath().normalize().toString(),
            "--events=" + 100 * faults,
            "--faults=" + faults,
            "--kills=" + kills,
            "--seed=" + (number + 1),
            "--port=" + (PORT + 20 * (number % KINDS.size())),
            KINDS.get(number % KINDS.size()));
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    String text = Files.readString(output);
    Matcher result = RESULT.matcher(text);
    BrokenPromise.unless(status == 0 && result.find(), String.join(" ", command) + ": " + text);
    return Tally.of("faults-of-receivers", faults)
        .and("recorders-killed", Long.parseLong(result.group(3)))
        .and("records", Long.parseLong(result.group(1)))
        .and("doubles", Long.parseLong(result.group(2)));
  }
}
