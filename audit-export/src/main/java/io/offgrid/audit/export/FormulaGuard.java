package io.offgrid.audit.export;

/**
 * Keeps a spreadsheet from running what an attacker put into a user name.
 *
 * <p>After OWASP, "CSV Injection": a cell is text when it begins with an apostrophe. Guarded are
 * {@code = + - @}, their full-width forms, which spreadsheets with an East Asian locale read as the
 * plain ones, and every control character (TAB, CR and LF among them), since importers drop some of
 * them and then meet what stands behind.
 */
final class FormulaGuard {
  private static final String STARTS = "=+-@＝＋－＠";

  private FormulaGuard() {}

  /** The value itself, or with an apostrophe in front if a spreadsheet might evaluate it. */
  static String neutralize(String value) {
    return !value.isEmpty() && isDangerous(value.charAt(0)) ? "'" + value : value;
  }

  private static boolean isDangerous(char first) {
    return first < ' ' || STARTS.indexOf(first) >= 0;
  }
}
