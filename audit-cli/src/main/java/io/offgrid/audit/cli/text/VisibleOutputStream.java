package io.offgrid.audit.cli.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Stands between UTF-8 text and a terminal, see {@link Visible#lines}. Passes on whole lines; the
 * last one, if it has no end, on {@link #flush}.
 */
public final class VisibleOutputStream extends FilterOutputStream {
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  public VisibleOutputStream(OutputStream terminal) {
    super(terminal);
  }

  @Override
  public void write(int b) throws IOException {
    line.write(b);
    if (b == '\n') {
      passOn();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  @Override
  public void flush() throws IOException {
    passOn();
    super.flush();
  }

  private void passOn() throws IOException {
    out.write(Visible.lines(line.toString(UTF_8)).getBytes(UTF_8));
    line.reset();
  }
}
