package io.offgrid.audit.faults;

import io.offgrid.audit.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Changes logs at random, and asks two verifiers what they think of it. */
final class MutationFault implements Fault {
  private static final int SHORT_UNITS = 15;
  private static final int LONG_UNITS = 500;
  private static final int LOGS = 20;
  private static final int MOST_MUTATIONS = 5;
  private static final String ORIGIN = "power.example";

  @Override
  public String name() {
    return "mutations";
  }

  @Override
  public String promise() {
    return "two verifiers, written apart, say the same of a log that was changed at random";
  }

  @Override
  public int units(Length length) {
    return length == Length.SHORT ? SHORT_UNITS : LONG_UNITS;
  }

  @Override
  public Tally unit(int number, Path scratch) throws Exception {
    MutationSource source = new MutationSource(number);
    String origin = number % 2 == 0 ? ORIGIN : null;
    Tally tally = Tally.NONE;
    try (OtherVerifier other = new OtherVerifier(source.keys(), origin)) {
      for (int i = 0; i < LOGS; i++) {
        Random random = new Random(number * 1000L + i);
        ForgedLog log = source.log();
        List<String> done = mutate(log, source, random);
        byte @Nullable [] anchor = random.nextInt(3) == 0 ? source.olderHead(random) : null;
        tally = tally.plus(compare(log, source, origin, anchor, other, scratch, i + " " + done));
      }
    }
    return tally;
  }

  private static List<String> mutate(ForgedLog log, MutationSource source, Random random) {
    Map<String, Mutation> all = new Mutations(source).all();
    List<String> names = List.copyOf(all.keySet());
    List<String> picked = new ArrayList<>();
    for (int i = random.nextInt(MOST_MUTATIONS) + 1; i > 0; i--) {
      picked.add(names.get(random.nextInt(names.size())));
    }
    // What a key signed may be taken as well-formed or not: so form is broken after signing.
    picked.sort(Comparator.comparing(name -> !Mutations.SIGNING.contains(name)));
    picked.forEach(name -> Objects.requireNonNull(all.get(name)).apply(log, random));
    return picked;
  }

  private static Tally compare(
      ForgedLog log,
      MutationSource source,
      @Nullable String origin,
      byte @Nullable [] anchor,
      OtherVerifier other,
      Path scratch,
      String what)
      throws IOException {
    Path directory = scratch.resolve(what.replaceFirst(" .*", ""));
    Path saved = scratch.resolve("saved-head");
    write(log, directory);
    if (anchor != null) {
      Files.write(saved, anchor);
    }
    VerificationReport report =
        log.verify(source.keys().ring(), origin, anchor == null ? null : Forger.text(anchor));
    Opinion ours = Opinion.of(report);
    Opinion theirs = other.of(directory, anchor == null ? null : saved);
    BrokenPromise.unless(
        ours.equals(theirs),
        "log "
            + what
            + (anchor == null ? "" : " with a saved head")
            + "\n  ours    "
            + ours
            + "\n  theirs  "
            + theirs);
    Trees.delete(directory);
    return Tally.of("logs", 1).and(ours.verdict(), 1).and("findings", ours.findings().size());
  }

  private static void write(ForgedLog log, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : log.files().entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
  }
}
