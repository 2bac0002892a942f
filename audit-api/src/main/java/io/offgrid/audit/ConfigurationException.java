package io.offgrid.audit;

import java.util.List;

/** The configuration is wrong; nothing was started. Has every problem, not just the first. */
public final class ConfigurationException extends AuditException {
  private final transient List<String> problems;

  /**
   * @param source the file
   * @param problems each with line, key, what is allowed and the nearest known key
   */
  public ConfigurationException(String source, List<String> problems) {
    super(source + ": " + String.join("\n" + source + ": ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
