package io.offgrid.audit.runtime.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What comes to light while one configuration is read. For one thread. */
final class Reading {
  final Problems problems;
  final Scalars scalars;
  final Variables variables;
  private final List<Described> described = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();
  private boolean holdsSecret;

  Reading(ConfigSource source, Problems problems) {
    this.problems = problems;
    scalars = new Scalars(source.home(), ConfigSource.userHome(source.environment()));
    variables = new Variables(source.environment());
  }

  /** Notes a value in effect, and where it stands. */
  void describe(String key, String value, String place) {
    described.add(new Described(key, value, place));
    note(key, place);
  }

  /** Notes where a setting stands. */
  void note(String key, String place) {
    places.put(key, place);
  }

  /** What an element of a list is called; the first has the index 0. */
  static String entry(int index, String path) {
    return "entry " + (index + 1) + " of " + path;
  }

  /** What was described since this was last asked for. */
  List<Described> takeDescribed() {
    List<Described> taken = List.copyOf(described);
    described.clear();
    return taken;
  }

  /** Where a setting stands that was described. */
  String place(String key) {
    return places.getOrDefault(key, "default");
  }

  void sawSecret() {
    holdsSecret = true;
  }

  /** Whether the file itself holds a secret. */
  boolean holdsSecret() {
    return holdsSecret;
  }
}
