package io.offgrid.audit.cli.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and values, one pair a line, values aligned; what is absent is left out. */
public final class Facts {
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  /** Adds a line, unless there is no value. */
  public Facts add(String name, @Nullable Object value) {
    if (value != null) {
      names.add(name);
      values.add(Visible.oneLine(value.toString()));
    }
    return this;
  }

  /** Prints the lines, each begun with this margin. */
  public void print(PrintWriter out, Palette palette, String margin) {
    int width = names.stream().mapToInt(DisplayWidth::of).max().orElse(0);
    for (int i = 0; i < names.size(); i++) {
      String name = palette.paint(Style.DIM, DisplayWidth.pad(names.get(i), width));
      out.println(margin + name + "  " + values.get(i));
    }
  }
}
