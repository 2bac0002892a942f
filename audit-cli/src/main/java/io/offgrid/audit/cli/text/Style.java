package io.offgrid.audit.cli.text;

/** The few colours there are, as the parameters of an ANSI escape sequence. */
public enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36"),
  ALARM("1;31");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String paint(String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
