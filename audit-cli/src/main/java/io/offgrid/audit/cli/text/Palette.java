package io.offgrid.audit.cli.text;

/**
 * Paints, or does not.
 *
 * @param colour whether the reader wants colours and sits at a terminal
 */
public record Palette(boolean colour) {
  public String paint(Style style, String text) {
    return colour ? style.paint(text) : text;
  }
}
