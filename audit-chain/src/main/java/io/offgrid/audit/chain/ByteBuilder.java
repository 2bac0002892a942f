package io.offgrid.audit.chain;

import java.util.Arrays;

/**
 * A growable array of bytes in which lines are built. Not thread-safe. Grows by doubling and never
 * shrinks: {@link #reset} keeps the array for the next use.
 */
public final class ByteBuilder {
  private byte[] array;
  private int length;

  /**
   * Makes an empty builder.
   *
   * @param capacity how many bytes fit before it grows for the first time
   */
  public ByteBuilder(int capacity) {
    array = new byte[capacity];
  }

  /** The array itself, not a copy; another one takes its place when the builder grows. */
  public byte[] array() {
    return array;
  }

  /** How many bytes of {@link #array()} count. */
  public int length() {
    return length;
  }

  /** A copy of the bytes that count. */
  public byte[] toByteArray() {
    return Arrays.copyOf(array, length);
  }

  /** Forgets everything, keeps the array. */
  public void reset() {
    length = 0;
  }

  /**
   * Cuts back, or takes in bytes that were put into the array behind the end.
   *
   * @throws IllegalArgumentException unless it is from 0 to the array's length
   */
  public void setLength(int newLength) {
    if (newLength < 0 || newLength > array.length) {
      throw new IllegalArgumentException(
          "length " + newLength + " is not from 0 to " + array.length);
    }
    length = newLength;
  }

  /**
   * Makes room for so many bytes behind the end.
   *
   * @throws OutOfMemoryError if they would be more than an array can hold
   */
  public ByteBuilder ensureRoom(int bytes) {
    if (bytes > array.length - length) {
      long needed = (long) length + bytes;
      if (needed > Integer.MAX_VALUE - 8) {
        throw new OutOfMemoryError("a line of over 2 GiB");
      }
      array =
          Arrays.copyOf(
              array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * array.length)));
    }
    return this;
  }

  /** Appends the low eight bits. */
  public ByteBuilder append(int value) {
    ensureRoom(1);
    array[length++] = (byte) value;
    return this;
  }

  public ByteBuilder append(byte[] bytes) {
    return append(bytes, 0, bytes.length);
  }

  public ByteBuilder append(byte[] bytes, int offset, int count) {
    ensureRoom(count);
    System.arraycopy(bytes, offset, array, length, count);
    length += count;
    return this;
  }

  /** Appends a text that holds nothing but ASCII; of any other character, the low eight bits. */
  @SuppressWarnings("deprecation") // the one copy without an allocation, and exact for ASCII
  public ByteBuilder appendAscii(String text) {
    ensureRoom(text.length());
    text.getBytes(0, text.length(), array, length);
    length += text.length();
    return this;
  }

  /** Appends a number in decimal digits. */
  public ByteBuilder appendDecimal(long value) {
    if (value < 0) {
      return appendAscii(Long.toString(value));
    }
    return appendDigits(value, decimalDigits(value));
  }

  /** How many decimal digits a number has that is not negative. */
  static int decimalDigits(long value) {
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Appends the last so many decimal digits of a number that is not negative. */
  public ByteBuilder appendDigits(long value, int digits) {
    ensureRoom(digits);
    long rest = value;
    for (int at = length + digits - 1; at >= length; at--) {
      array[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Appends two lower-case hex digits for each byte. */
  public ByteBuilder appendHex(byte[] bytes) {
    ensureRoom(2 * bytes.length);
    Hex.put(bytes, array, length);
    length += 2 * bytes.length;
    return this;
  }
}
