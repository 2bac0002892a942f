package io.offgrid.audit.cli.text;

/** Fits the columns of a table into a screen. */
final class ColumnWidths {
  private ColumnWidths() {}

  /**
   * Takes from the widest column that may still shrink until all fit, or none may.
   *
   * @param natural what each column would like, not changed
   * @param minimum what each column must keep
   * @param available columns of the screen, the gaps between columns taken off
   */
  static int[] fit(int[] natural, int[] minimum, int available) {
    int[] widths = natural.clone();
    int excess = -available;
    for (int width : widths) {
      excess += width;
    }
    while (excess > 0) {
      int widest = widestShrinkable(widths, minimum);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
      excess--;
    }
    return widths;
  }

  private static int widestShrinkable(int[] widths, int[] minimum) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > minimum[i] && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }
}
