package io.offgrid.audit.runtime.config;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what the YAML parser found wrong, without quoting the file: that might be a secret. */
final class YamlProblem {
  private YamlProblem() {}

  static String place(MarkedYAMLException e) {
    Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
    return mark == null
        ? "line 1"
        : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
  }

  /** The parser's own words, which quote the text after these beginnings. */
  static String words(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : e.getContext();
    String problem = e.getProblem() == null ? "" : e.getProblem();
    if (context.startsWith("expected a single document")) {
      return "there is a second document (---); only one is allowed";
    }
    if (problem.startsWith("found undefined alias")) {
      return "an alias (*) without its anchor (&); quote values that begin with *";
    }
    if (problem.startsWith("found undefined tag handle")) {
      return "an unknown tag (!); quote values that begin with !";
    }
    if (problem.startsWith("found duplicate anchor")) {
      return "an anchor (&) is there twice; quote values that begin with &";
    }
    return problem.replaceAll("[^ -~]", "?");
  }
}
