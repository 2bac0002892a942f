package io.offgrid.audit.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What somebody who can write the files, and may have a key or two, might do to a log. */
final class Mutations {
  /** Those that sign lines anew. */
  static final Set<String> SIGNING =
      Set.of("signed-again", "edited-and-signed", "history", "failure");

  private final MutationSource source;
  private final Map<String, Mutation> all = new LinkedHashMap<>();

  Mutations(MutationSource source) {
    this.source = source;
    bytes();
    lines();
    segments();
    signed();
    forms();
    head();
  }

  /** All of them, by what they do. */
  Map<String, Mutation> all() {
    return all;
  }

  private void bytes() {
    all.put(
        "flip",
        (log, r) -> edit(log, r, (b, at) -> with(b, at, (byte) (b[at] ^ 1 << r.nextInt(8)))));
    all.put("overwrite", (log, r) -> edit(log, r, (b, at) -> with(b, at, (byte) r.nextInt(256))));
    all.put(
        "insert", (log, r) -> edit(log, r, (b, at) -> splice(b, at, at, (byte) r.nextInt(128))));
    all.put("delete", (log, r) -> edit(log, r, (b, at) -> splice(b, at, at + 1)));
    all.put("cut", (log, r) -> edit(log, r, (b, at) -> Arrays.copyOf(b, at)));
    all.put(
        "zeros", (log, r) -> edit(log, r, (b, at) -> splice(b, b.length, b.length, new byte[9])));
  }

  private void edit(ForgedLog log, Random random, BiFunction<byte[], Integer, byte[]> change) {
    List<String> names = log.segments();
    if (!names.isEmpty()) {
      String name = names.get(random.nextInt(names.size()));
      byte[] bytes = log.segment(name);
      if (bytes.length > 0) {
        log.put(name, change.apply(bytes, random.nextInt(bytes.length)));
      }
    }
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte... between) {
    byte[] changed = new byte[bytes.length - (to - from) + between.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(between, 0, changed, from, between.length);
    System.arraycopy(bytes, to, changed, from + between.length, bytes.length - to);
    return changed;
  }

  private void lines() {
    all.put("line-gone", (log, r) -> lines(log, r, (lines, i) -> lines.remove((int) i)));
    all.put("line-twice", (log, r) -> lines(log, r, (lines, i) -> add(lines, i, lines.get(i))));
    all.put(
        "lines-swapped",
        (log, r) -> lines(log, r, (lines, i) -> swap(lines, i, r.nextInt(lines.size()))));
    all.put(
        "line-foreign",
        (log, r) -> lines(log, r, (lines, i) -> add(lines, i, source.foreignLine(r))));
    all.put("line-old", (log, r) -> lines(log, r, (lines, i) -> add(lines, i, source.ownLine(r))));
    all.put("line-empty", (log, r) -> lines(log, r, (lines, i) -> add(lines, i, "\n")));
    all.put("line-moved", this::move);
  }

  private static boolean add(List<String> lines, int at, String line) {
    lines.add(at, line);
    return true;
  }

  private static boolean swap(List<String> lines, int one, int other) {
    Collections.swap(lines, one, other);
    return true;
  }

  private static void lines(
      ForgedLog log, Random random, BiConsumer<List<String>, Integer> change) {
    List<String> names = log.segments();
    if (!names.isEmpty()) {
      String name = names.get(random.nextInt(names.size()));
      List<String> lines = Lines.of(log.segment(name));
      if (!lines.isEmpty()) {
        change.accept(lines, random.nextInt(lines.size()));
        log.put(name, Lines.joined(lines));
      }
    }
  }

  private void move(ForgedLog log, Random random) {
    List<String> taken = new ArrayList<>();
    lines(log, random, (lines, i) -> taken.add(lines.remove((int) i)));
    lines(log, random, (lines, i) -> lines.addAll(i, taken));
  }

  private void segments() {
    all.put("segment-gone", (log, r) -> log.remove(any(log, r)));
    all.put("segment-empty", (log, r) -> log.put(any(log, r), new byte[0]));
    all.put(
        "segment-copied",
        (log, r) -> log.put("events.log." + (1 + r.nextInt(9)), log.segment(any(log, r))));
    all.put(
        "segments-swapped",
        (log, r) -> {
          String one = any(log, r);
          String other = any(log, r);
          byte[] kept = log.segment(one);
          log.put(one, log.segment(other));
          log.put(other, kept);
        });
    all.put(
        "segment-renamed",
        (log, r) -> {
          String one = any(log, r);
          byte[] kept = log.segment(one);
          log.remove(one);
          log.put("events.log." + (1 + r.nextInt(20)), kept);
        });
  }

  private static String any(ForgedLog log, Random random) {
    List<String> names = log.segments();
    return names.isEmpty() ? ForgedLog.ACTIVE : names.get(random.nextInt(names.size()));
  }

  private void signed() {
    all.put("signed-again", (log, r) -> line(log, r, line -> Forger.signed(line, source.key(r))));
    all.put(
        "edited-and-signed",
        (log, r) ->
            line(
                log,
                r,
                line ->
                    Forger.signed(
                        line.replaceFirst("\"seq\":[0-9]", "\"seq\":" + (1 + r.nextInt(9))),
                        source.key(r))));
    all.put("history", this::history);
    all.put(
        "failure",
        (log, r) -> line(log, r, line -> Forger.signed(failure(line), source.current())));
  }

  private static String failure(String line) {
    return line.replaceFirst(
            "\"details\":\\{.*\\},\"id\"", "\"details\":{\"count\":1,\"findings\":[]},\"id\"")
        .replaceFirst("\"type\":\"[a-z_]*\"", "\"type\":\"integrity_failure\"");
  }

  /** From some line on, all is signed and linked anew. */
  private void history(ForgedLog log, Random random) {
    String key = source.key(random);
    String previous = null;
    List<String> names = log.segments();
    int begin = random.nextInt(Math.max(1, names.size()));
    for (String name : names.subList(Math.min(begin, names.size()), names.size())) {
      List<String> lines = Lines.of(log.segment(name));
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (previous != null) {
          line = Forger.signed(Forger.linked(line, previous), key);
          lines.set(i, line);
        }
        previous = line.replace("\n", "");
      }
      log.put(name, Lines.joined(lines));
    }
  }

  private static void line(ForgedLog log, Random random, UnaryOperator<String> change) {
    lines(
        log,
        random,
        (lines, i) -> lines.set(i, change.apply(lines.get(i).replace("\n", "")) + "\n"));
  }

  private void forms() {
    all.put("reordered", (log, r) -> line(log, r, Mutations::reordered));
    all.put(
        "number",
        (log, r) ->
            line(
                log,
                r,
                line ->
                    line.replaceFirst(
                        "(\"(?:seq|n)\":)([0-9]+)",
                        "$1$2" + source.pick(r, ".0", "e0", "E+0", "0"))));
    all.put("escape", (log, r) -> line(log, r, line -> line.replaceFirst("a", "\\\\u0061")));
    all.put("space", (log, r) -> line(log, r, line -> line.replaceFirst(",", ", ")));
    all.put(
        "member-twice",
        (log, r) -> line(log, r, line -> line.replaceFirst(",\"id\":", ",\"id\":\"x\",\"id\":")));
    all.put(
        "member-gone",
        (log, r) ->
            line(
                log,
                r,
                line ->
                    line.replaceFirst(",\"(?:id|type|seq|timestamp)\":(?:\"[^\"]*\"|[0-9]+)", "")));
    all.put(
        "member-more",
        (log, r) ->
            line(
                log,
                r,
                line ->
                    line.replaceFirst(
                        "\\}$", source.pick(r, ",\"zz\":1}", ",\"version\":1}", ",\"zz\":{}}"))));
    all.put(
        "key-named",
        (log, r) ->
            line(
                log,
                r,
                line ->
                    line.replaceFirst(
                        "(\"key_id\":\")[0-9a-f]{8}",
                        "$1" + source.pick(r, "00000000", "ffffffff"))));
    all.put(
        "outcome",
        (log, r) ->
            line(
                log,
                r,
                line ->
                    line.replaceFirst(
                        ",\"seq\"",
                        ",\"outcome\":\"" + source.pick(r, "success", "maybe") + "\",\"seq\"")));
  }

  private static String reordered(String line) {
    return line.replaceFirst("(\"key_id\":\"[0-9a-f]{8}\"),(\"seq\":[0-9]+)", "$2,$1");
  }

  private void head() {
    all.put("head-gone", (log, r) -> log.remove(ForgedLog.HEAD));
    all.put("head-older", (log, r) -> log.put(ForgedLog.HEAD, source.olderHead(r)));
    all.put("head-foreign", (log, r) -> log.put(ForgedLog.HEAD, source.foreignHead()));
    all.put(
        "head-flipped",
        (log, r) ->
            log.content(ForgedLog.HEAD).ifPresent(b -> log.put(ForgedLog.HEAD, flipped(b, r))));
    all.put(
        "head-signed",
        (log, r) ->
            log.content(ForgedLog.HEAD)
                .ifPresent(
                    b ->
                        log.put(
                            ForgedLog.HEAD,
                            Forger.bytes(
                                Forger.signed(
                                    Forger.text(b)
                                        .replaceFirst(
                                            "\"seq\":[0-9]", "\"seq\":" + (1 + r.nextInt(9))),
                                    source.key(r))))));
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    return with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
  }
}
