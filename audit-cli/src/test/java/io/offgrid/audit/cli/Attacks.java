package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What docs/security-model.md says that attackers do, done. */
final class Attacks {
  private static final String ACTIVE = "events.log";
  private static final String FIRST = "events.log.1";
  private static final String SECOND = "events.log.2";
  private static final String HEAD = "chain.hash";

  private static final Map<String, Attack> ALL = new TreeMap<>();

  /** One of them. */
  interface Attack {
    void on(CrimeScene scene) throws IOException;
  }

  private Attacks() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  static Attack named(String name) {
    Attack attack = ALL.get(name);
    if (attack == null) {
      throw new AssertionError("nobody knows how to do this: " + name);
    }
    return attack;
  }

  static {
    lines();
    files();
    rollingBack();
    keys();
    beside();
    configuration();
    hostileContent();
  }

  private static void lines() {
    ALL.put("edit", scene -> scene.change(FIRST, text -> text.replaceFirst("ann", "eve")));
    ALL.put("edit_last", scene -> scene.change(ACTIVE, text -> text.replace("late", "lake")));
    ALL.put("reformat", scene -> scene.change(FIRST, text -> text.replaceFirst(":", ": ")));
    ALL.put("overwrite", scene -> scene.change(FIRST, text -> text.replaceFirst("x{9}", "\0")));
    ALL.put(
        "damage",
        scene -> scene.changeLines(FIRST, lines -> changed(lines, l -> l.set(1, "\0\0\0\0"))));
    ALL.put("remove", scene -> scene.changeLines(FIRST, lines -> changed(lines, l -> l.remove(1))));
    ALL.put(
        "double",
        scene -> scene.changeLines(FIRST, lines -> changed(lines, l -> l.add(1, l.get(1)))));
    ALL.put(
        "reorder",
        scene -> scene.changeLines(FIRST, lines -> changed(lines, l -> Collections.swap(l, 1, 2))));
    ALL.put(
        "insert",
        scene ->
            scene.changeLines(
                FIRST,
                lines ->
                    changed(lines, l -> l.add(2, new Forger("mine").linked(l.get(2), l.get(1))))));
    ALL.put("cut_off", scene -> scene.changeLines(ACTIVE, Attacks::withoutLast));
    ALL.put("append_garbage", scene -> scene.change(ACTIVE, text -> text + "garbage\n"));
    ALL.put("append_own", scene -> scene.changeLines(ACTIVE, Attacks::withOneOfHisOwn));
  }

  private static void files() {
    ALL.put("remove_first_segment", scene -> Files.delete(scene.log().resolve(FIRST)));
    ALL.put("remove_middle_segment", scene -> Files.delete(scene.log().resolve(SECOND)));
    ALL.put("remove_active_segment", scene -> Files.delete(scene.log().resolve(ACTIVE)));
    ALL.put("remove_head", scene -> Files.delete(scene.log().resolve(HEAD)));
    ALL.put(
        "edit_head", scene -> scene.change(HEAD, text -> text.replaceFirst("seq\":", "seq\":1")));
    ALL.put(
        "cut_off_and_remove_head",
        scene -> {
          scene.changeLines(ACTIVE, Attacks::withoutLast);
          Files.delete(scene.log().resolve(HEAD));
        });
    ALL.put(
        "link_elsewhere",
        scene -> {
          Path segment = scene.log().resolve(FIRST);
          Path moved = Files.move(segment, scene.folder().resolve("moved"));
          Files.createSymbolicLink(segment, moved);
        });
    ALL.put("remove_everything", scene -> CrimeScene.delete(scene.log()));
  }

  private static void rollingBack() {
    ALL.put("roll_back", scene -> scene.replaceLog(scene.folder().resolve("earlier")));
    ALL.put(
        "old_head",
        scene -> {
          Path head = scene.log().resolve(HEAD);
          Files.delete(head);
          Files.copy(scene.folder().resolve("earlier").resolve(HEAD), head);
        });
    ALL.put("other_log", scene -> scene.replaceLog(scene.folder().resolve("other/home/audit")));
    ALL.put(
        "other_log_where_the_origin_is_pinned",
        scene -> {
          String origin = scene.cli().audit("head", "-o", "json").json().at("/origin").asText();
          scene.replaceLog(scene.folder().resolve("other/home/audit"));
          scene.cli().configure("audit:\n  max_size_mb: 1\n  origin: '" + origin + "'\n");
        });
  }

  private static void keys() {
    ALL.put("forge_with_the_current_key", Attacks::rewriteTheEnd);
    ALL.put("append_with_a_retired_key", Attacks::appendAsFormerHolder);
    ALL.put(
        "append_and_sign_the_head_with_a_retired_key",
        scene -> {
          String forged = appendAsFormerHolder(scene);
          Forger retired = scene.holderOfKey(0);
          scene.changeLines(HEAD, lines -> List.of(retired.linked(counted(lines.get(0)), forged)));
        });
    ALL.put(
        "cut_back_to_a_retired_key",
        scene -> scene.replaceLog(scene.folder().resolve("before_the_rotation")));
    ALL.put("remove_key", scene -> Files.delete(scene.key()));
    ALL.put(
        "replace_key", scene -> Files.writeString(scene.key(), "hex:" + "ab".repeat(32) + "\n"));
    ALL.put(
        "open_key_file",
        scene ->
            Files.setPosixFilePermissions(
                scene.key(), PosixFilePermissions.fromString("rw-r--r--")));
  }

  /** Had a key once: adds a record, well linked, and returns it. */
  private static String appendAsFormerHolder(CrimeScene scene) throws IOException {
    List<String> lines = Files.readAllLines(scene.log().resolve(ACTIVE), UTF_8);
    String last = lines.get(lines.size() - 1);
    String forged = scene.holderOfKey(0).linked(counted(last), last);
    scene.changeLines(ACTIVE, all -> changed(all, l -> l.add(forged)));
    return forged;
  }

  /** Has the current key: changes the last record, and everything that is signed after it. */
  private static void rewriteTheEnd(CrimeScene scene) throws IOException {
    Forger thief = scene.holderOfKey(1);
    scene.changeLines(
        ACTIVE,
        lines ->
            changed(
                lines,
                l -> {
                  int last = l.size() - 1;
                  l.set(last, thief.sign(l.get(last).replace("\"late\"", "\"fake\"")));
                }));
    List<String> log = Files.readAllLines(scene.log().resolve(ACTIVE), UTF_8);
    scene.changeLines(HEAD, lines -> List.of(thief.linked(lines.get(0), log.get(log.size() - 1))));
  }

  private static void beside() {
    ALL.put(
        "edit_summary",
        scene ->
            scene.change(
                FIRST + ".summary", text -> text.replaceFirst("\"login\":", "\"login\":1")));
    ALL.put("remove_summary", scene -> Files.delete(scene.log().resolve(FIRST + ".summary")));
    ALL.put("remove_lock", scene -> Files.delete(scene.log().resolve(".lock")));
    ALL.put("edit_cursor", Attacks::editCursor);
    ALL.put(
        "edit_export",
        scene -> CrimeScene.change(scene.export(), text -> text.replaceFirst("ann", "eve")));
    ALL.put(
        "leave_out_of_export",
        scene ->
            CrimeScene.change(
                scene.export(), text -> text.lines().skip(2).reduce("", (a, b) -> a + b + "\n")));
    ALL.put(
        "edit_backup",
        scene ->
            CrimeScene.change(
                scene.backup().resolve(FIRST), text -> text.replaceFirst("ann", "eve")));
  }

  /** Has a receiver confirm a record, and then lets the cursor say that it has more. */
  private static void editCursor(CrimeScene scene) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket receiver = new DatagramSocket(0, loopback)) {
      scene
          .cli()
          .configure(
              "audit:\n  max_size_mb: 1\n  syslog: {enabled: true, protocol: udp, types: [sent], "
                  + "address: '127.0.0.1:%d'}\n".formatted(receiver.getLocalPort()));
      scene.cli().audit("record", "--type", "sent").ended(0);
      scene.change("sinks/syslog.cursor", text -> text.replaceFirst("seq\":", "seq\":9"));
    }
  }

  private static void configuration() {
    ALL.put("disable", scene -> scene.cli().configure("audit:\n  enabled: false\n"));
    ALL.put(
        "point_elsewhere",
        scene -> scene.cli().configure("audit:\n  dir: " + scene.folder() + "/elsewhere\n"));
  }

  private static void hostileContent() {
    ALL.put(
        "terminal_escape",
        scene ->
            scene.cli().audit("record", "--type", "login", "--user", "\u001b[2Jroot").ended(0));
    ALL.put(
        "csv_formula",
        scene ->
            scene.cli().audit("record", "--type", "login", "--user", "=HYPERLINK(1)").ended(0));
    ALL.put(
        "line_break",
        scene ->
            scene.cli().audit("record", "--type", "login", "--user", "a\n{\"seq\":1}").ended(0));
  }

  private interface Change {
    void of(List<String> lines);
  }

  private static List<String> changed(List<String> lines, Change change) {
    List<String> copy = new ArrayList<>(lines);
    change.of(copy);
    return copy;
  }

  private static List<String> withoutLast(List<String> lines) {
    return lines.subList(0, lines.size() - 1);
  }

  private static List<String> withOneOfHisOwn(List<String> lines) {
    String last = lines.get(lines.size() - 1);
    return changed(lines, l -> l.add(new Forger("mine").linked(counted(last), last)));
  }

  /** The line with the number that comes next. */
  private static String counted(String line) {
    String seq = line.replaceFirst(".*\"seq\":(\\d+),.*", "$1");
    return line.replace("\"seq\":" + seq + ",", "\"seq\":" + (Long.parseLong(seq) + 1) + ",");
  }
}
