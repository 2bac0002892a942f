package io.offgrid.audit.chain;

/**
 * A decimal number as it is written, in normal form, so that equal numbers are equal records: the
 * digits without leading or trailing zeros times ten to the exponent. Unlike BigDecimal it never
 * expands an exponent, and takes any: beyond ±10^12 they are all the same, far from every double.
 */
record Decimal(boolean negative, String digits, long exponent) {
  private static final long FAR = 1_000_000_000_000L;

  /** Reads the text of a JSON number. */
  static Decimal parse(String text) {
    StringBuilder digits = new StringBuilder();
    long exponent = 0;
    boolean fraction = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'e' || c == 'E') {
        exponent += parseExponent(text, i + 1);
        break;
      }
      if (c == '.') {
        fraction = true;
      } else if (c != '-') {
        exponent -= fraction ? 1 : 0;
        if (c != '0' || !digits.isEmpty()) {
          digits.append(c);
        }
      }
    }
    return normal(text.startsWith("-"), digits, exponent);
  }

  private static Decimal normal(boolean negative, StringBuilder digits, long exponent) {
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return end == 0
        ? new Decimal(false, "", 0)
        : new Decimal(negative, digits.substring(0, end), exponent + digits.length() - end);
  }

  private static long parseExponent(String text, int from) {
    boolean negative = text.charAt(from) == '-';
    long value = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = Math.min(FAR, value * 10 + (c - '0'));
      }
    }
    return negative ? -value : value;
  }

  /** Whether it is an integer of at most so many digits. */
  boolean isInteger(int maxDigits) {
    return exponent >= 0 && digits.length() + exponent <= maxDigits;
  }

  /** All digits of an integer. */
  String integerText() {
    return (negative ? "-" : "") + digits + "0".repeat((int) exponent);
  }
}
