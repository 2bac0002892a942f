package io.offgrid.audit.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that hands over to a pager once more was written than the screen holds; until then it
 * costs nothing. Passes everything through unless {@link #turnPages} was called. For one thread.
 */
final class PagedOutput extends OutputStream {
  private final OutputStream screen;
  private final Supplier<Optional<Pager>> pager;
  private final int rows;
  private final int columns;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean holding;
  private int row;
  private int column;
  private Pager.@Nullable Running running;

  /**
   * @param pager asked for once it is needed
   * @param rows of the screen, 0 if unknown: then nothing is paged
   */
  PagedOutput(OutputStream screen, Supplier<Optional<Pager>> pager, int rows, int columns) {
    this.screen = screen;
    this.pager = pager;
    this.rows = rows;
    this.columns = columns;
  }

  /** From here on, what does not fit on the screen goes to the pager. */
  void turnPages() {
    holding = rows > 0 && running == null;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (holding) {
      held.write(bytes, offset, length);
      for (int i = offset; i < offset + length; i++) {
        measure(bytes[i]);
      }
      if (row >= rows - 1) {
        stopHolding();
      }
    } else {
      target().write(bytes, offset, length);
    }
  }

  /** Does nothing while it is not decided where this goes. */
  @Override
  public void flush() throws IOException {
    if (!holding) {
      target().flush();
    }
  }

  /** Hands over what is held; with a pager, returns when it has ended. */
  @Override
  public void close() throws IOException {
    if (holding) {
      holding = false;
      held.writeTo(screen);
    }
    target().flush();
    if (running != null) {
      try {
        running.input().close();
      } finally {
        running.await();
      }
    }
  }

  private void stopHolding() throws IOException {
    holding = false;
    Optional<Pager> wanted = pager.get();
    running = wanted.isPresent() ? wanted.get().start() : null;
    held.writeTo(target());
    held.reset();
  }

  private OutputStream target() {
    return running == null ? screen : running.input();
  }

  /** Counts rows of the screen; escape sequences count as text, so it may ask a pager too early. */
  private void measure(byte b) {
    boolean continuation = (b & 0xc0) == 0x80;
    column += continuation ? 0 : 1;
    if (b == '\n' || column > columns) {
      row++;
      column = 0;
    }
  }
}
