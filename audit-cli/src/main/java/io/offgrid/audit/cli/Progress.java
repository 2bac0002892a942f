package io.offgrid.audit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A bar on standard error, if that is a terminal and the work takes long enough to look at one. Its
 * library is not loaded before. For one thread.
 */
final class Progress implements AutoCloseable {
  private static final long PATIENCE_NANOS = 700_000_000;
  private static final int UPDATE_MILLIS = 200;

  private final Console console;
  private final String task;
  private final long began = System.nanoTime();
  private @Nullable Bar bar;

  Progress(Console console, String task) {
    this.console = console;
    this.task = task;
  }

  /**
   * Tells how far it came.
   *
   * @param done of the whole
   * @param whole in the same unit, negative if unknown
   */
  void at(long done, long whole) {
    if (!console.terminal().err()) {
      return;
    }
    if (bar == null && System.nanoTime() - began > PATIENCE_NANOS) {
      bar = new Bar(console, task);
    }
    if (bar != null) {
      bar.at(done, whole);
    }
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** Holds everything that needs the library. */
  private static final class Bar {
    private final ProgressBar bar;

    Bar(Console console, String task) {
      PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
      int columns = Math.max(40, console.terminal().columns());
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(err, columns - 1))
              .clearDisplayOnFinish()
              .build();
    }

    void at(long done, long whole) {
      bar.maxHint(whole);
      bar.stepTo(done);
    }

    void close() {
      bar.close();
    }
  }
}
