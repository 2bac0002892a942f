package io.offgrid.audit.sink.syslog;

/** How text is written so that it can be told from what stands around it. */
enum Escape {
  /**
   * PARAM-VALUE of RFC 5424 section 6.3.3; control characters, which it allows, become {@code ?}.
   */
  PARAM_VALUE("\"\\]") {
    @Override
    void control(int c, MessageBuffer out) {
      out.write('?');
    }
  },
  /** A JSON string, RFC 8259 section 7. */
  JSON("\"\\") {
    @Override
    void control(int c, MessageBuffer out) {
      switch (c) {
        case '\n' -> out.ascii("\\n");
        case '\r' -> out.ascii("\\r");
        case '\t' -> out.ascii("\\t");
        default -> out.ascii(unicode(c));
      }
    }
  },
  /** A field of CEF's header. */
  CEF_HEADER("\\|") {
    @Override
    void control(int c, MessageBuffer out) {
      out.write(' ');
    }
  },
  /** A value in CEF's extension. Other control characters stand as they would in JSON. */
  CEF_VALUE("\\=") {
    @Override
    void control(int c, MessageBuffer out) {
      switch (c) {
        case '\n' -> out.ascii("\\n");
        case '\r' -> out.ascii("\\r");
        case '\t' -> out.write(c);
        default -> out.ascii("\\").ascii(unicode(c));
      }
    }
  };

  private static final String CUT = "...";
  private final String backslashed;

  Escape(String backslashed) {
    this.backslashed = backslashed;
  }

  abstract void control(int c, MessageBuffer out);

  /** Writes all of it. */
  void write(String text, MessageBuffer out) {
    write(text, Integer.MAX_VALUE, out);
  }

  /** Writes it in at most so many bytes, with dots at its end where it had to be cut. */
  void write(String text, int most, MessageBuffer out) {
    int start = out.size();
    int fits = start;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c >= ' ' && c < 0x7F && backslashed.indexOf(c) < 0) {
        out.write(c);
      } else {
        put(c, out);
      }
      int written = out.size() - start;
      if (written > most) {
        out.cutTo(fits);
        out.ascii(CUT.substring(0, Math.min(CUT.length(), most)));
        return;
      }
      fits = written <= most - CUT.length() ? out.size() : fits;
    }
  }

  private void put(int c, MessageBuffer out) {
    if (Character.isISOControl(c)) {
      control(c, out);
      return;
    }
    if (backslashed.indexOf(c) >= 0) {
      out.write('\\');
    }
    out.utf8(c);
  }

  private static String unicode(int c) {
    return "\\u00" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 0xF, 16);
  }
}
