package io.offgrid.audit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Standard output, whose errors nobody can swallow: they are unchecked, so that a writer on top of
 * it does not turn them into a flag. Tells the first error; what is written after it is lost. Not
 * safe for use by several threads.
 */
final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private boolean failed;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** Standard output did not take what was written. */
  static final class OutputException extends UncheckedIOException {
    private final String reason;

    OutputException(IOException cause) {
      super("cannot write to standard output: " + cause.getMessage(), cause);
      reason = String.valueOf(cause.getMessage());
    }

    /** Whether the reader went away, as {@code head} does when it has seen enough. */
    boolean readerIsGone() {
      return reason.contains("Broken pipe") || reason.contains("EPIPE");
    }
  }

  @Override
  public void write(int b) {
    attempt(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    attempt(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() {
    attempt(out::flush);
  }

  private interface Write {
    void run() throws IOException;
  }

  private void attempt(Write write) {
    if (failed) {
      return;
    }
    try {
      write.run();
    } catch (IOException e) {
      failed = true;
      throw new OutputException(e);
    }
  }
}
