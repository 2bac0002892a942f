package io.offgrid.audit.runtime.config;

import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;

/**
 * An error of the YAML library that does not tell its place: reads the text again, event by event,
 * as far as it goes or as is allowed.
 */
final class UnmarkedYamlProblem {
  private final LoaderOptions limits;
  private int line = 1;
  private int depth;
  private int aliases;

  private UnmarkedYamlProblem(LoaderOptions limits) {
    this.limits = limits;
  }

  /** Adds what is wrong with a text that cannot be composed within these limits. */
  static void tell(String text, LoaderOptions limits, Problems problems) {
    UnmarkedYamlProblem problem = new UnmarkedYamlProblem(limits);
    String what = problem.find(text);
    problems.add("line " + problem.line, "not YAML that can be read: " + what);
  }

  private String find(String text) {
    try {
      for (Event event : new Yaml().parse(new StringReader(text))) {
        line = event.getEndMark().getLine() + 1;
        count(event);
        if (depth > limits.getNestingDepthLimit()) {
          return "nested more than " + limits.getNestingDepthLimit() + " deep";
        }
        if (aliases > limits.getMaxAliasesForCollections()) {
          return "more than " + limits.getMaxAliasesForCollections() + " aliases (*)";
        }
      }
    } catch (YAMLException e) {
      return "what follows here is neither a value nor a key; look at its indentation and quotes";
    }
    return "its structure is too large";
  }

  private void count(Event event) {
    if (event instanceof CollectionStartEvent) {
      depth++;
    } else if (event instanceof CollectionEndEvent) {
      depth--;
    } else if (event instanceof AliasEvent) {
      aliases++;
    }
  }
}
