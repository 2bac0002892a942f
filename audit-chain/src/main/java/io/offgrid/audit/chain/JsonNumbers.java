package io.offgrid.audit.chain;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.erdtman.jcs.NumberToJSON;

/**
 * Numbers as ECMAScript prints them (RFC 8785 section 3.2.2.3), and as strings what a reader of
 * doubles would change. Each method appends the value and returns the repair that this took.
 */
final class JsonNumbers {
  private static final long MAX_EXACT = (1L << 53) - 1;

  /** From here on ECMAScript prints an exponent: no integer literal has more than 21 digits. */
  private static final double EXPONENT_FROM = 1e21;

  private static final int INTEGER_DIGITS = 21;
  private static final int SHORT_DIGITS = 15;
  private static final Pattern FORM =
      Pattern.compile("-?(0|[1-9][0-9]*+)([.][0-9]++)?([eE][+-]?[0-9]++)?");

  private JsonNumbers() {}

  static Optional<Repair> append(ByteBuilder out, long value) {
    if (value >= -MAX_EXACT && value <= MAX_EXACT) {
      out.appendDecimal(value);
      return Optional.empty();
    }
    out.append('"').appendDecimal(value).append('"');
    return Optional.of(Repair.BEYOND_INTEGERS);
  }

  static Optional<Repair> append(ByteBuilder out, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return text(out, Double.toString(value), Repair.NOT_FINITE);
    }
    if (Math.abs(value) <= MAX_EXACT && value == Math.rint(value)) {
      out.appendDecimal((long) value);
      return Optional.empty();
    }
    if (Math.abs(value) > MAX_EXACT && Math.abs(value) < EXPONENT_FROM) {
      return text(out, new BigDecimal(value).toPlainString(), Repair.BEYOND_INTEGERS);
    }
    out.appendAscii(shortest(value));
    return Optional.empty();
  }

  /** Takes a number as somebody wrote it, in any notation and of any length. */
  static Optional<Repair> append(ByteBuilder out, String number) {
    if (isShortInteger(number)) {
      out.appendDecimal(Long.parseLong(number));
      return Optional.empty();
    }
    if (!FORM.matcher(number).matches()) {
      return text(out, number, Repair.NOT_FINITE);
    }
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      return text(out, number, Repair.NOT_FINITE);
    }
    Decimal exact = Decimal.parse(number);
    boolean beyond = Math.abs(value) > MAX_EXACT && Math.abs(value) < EXPONENT_FROM;
    if (!beyond && exact.equals(Decimal.parse(shortest(value)))) {
      return append(out, value);
    }
    boolean integer = exact.isInteger(INTEGER_DIGITS);
    return text(
        out,
        integer ? exact.integerText() : number,
        beyond ? Repair.BEYOND_INTEGERS : Repair.NOT_A_DOUBLE);
  }

  private static Optional<Repair> text(ByteBuilder out, String text, Repair repair) {
    JsonStrings.append(out, text);
    return Optional.of(repair);
  }

  private static boolean isShortInteger(String number) {
    int from = number.startsWith("-") ? 1 : 0;
    if (number.length() == from || number.length() - from > SHORT_DIGITS) {
      return false;
    }
    for (int i = from; i < number.length(); i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String shortest(double value) {
    try {
      return NumberToJSON.serializeNumber(value);
    } catch (IOException e) {
      throw new IllegalStateException("only NaN and the infinities have no JSON form", e);
    }
  }
}
