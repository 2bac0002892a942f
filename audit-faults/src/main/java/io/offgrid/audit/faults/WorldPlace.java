package io.offgrid.audit.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a program runs, as far as it can tell.
 *
 * @param locale language, country, and what else there is, as the JVM names them
 * @param posix the locale of the system: {@code C.UTF-8} or {@code C}
 */
record WorldPlace(String locale, String zone, String encoding, String posix) {
  static final WorldPlace HOME = new WorldPlace("en US", "UTC", "UTF-8", "C.UTF-8");

  /** Letters that change in case, digits of their own, another calendar, another decimal point. */
  private static final List<String> LOCALES =
      List.of(
          "tr TR",
          "hi IN u-nu-deva",
          "ar EG u-nu-arab",
          "th TH u-ca-buddhist-nu-thai",
          "de DE",
          "ja JP u-ca-japanese",
          "lt LT",
          "fa IR u-nu-arabext");

  private static final List<String> ZONES =
      List.of("Asia/Kolkata", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "Etc/GMT+12");
  private static final List<String> ENCODINGS =
      List.of("UTF-8", "ISO-8859-1", "US-ASCII", "ISO-8859-9", "windows-1254");

  /** {@code C} has the system say that there is nothing but ASCII, for file names too. */
  private static final List<String> POSIX = List.of("C.UTF-8", "C");

  /** Each locale in each zone; encodings take turns, the system's from zone to zone. */
  static List<WorldPlace> all() {
    List<WorldPlace> all = new ArrayList<>();
    for (String zone : ZONES) {
      for (String locale : LOCALES) {
        String posix = POSIX.get(all.size() / LOCALES.size() % POSIX.size());
        String encoding = ENCODINGS.get(all.size() % ENCODINGS.size());
        all.add(new WorldPlace(locale, zone, encoding, posix));
      }
    }
    return all;
  }

  String javaOptions() {
    List<String> parts = List.of(locale.split(" "));
    String extensions = parts.size() > 2 ? " -Duser.extensions=" + parts.get(2) : "";
    return "-Duser.language=%s -Duser.country=%s%s -Duser.timezone=%s -Dfile.encoding=%s"
        .formatted(parts.get(0), parts.get(1), extensions, zone, encoding);
  }
}
