package io.offgrid.audit.cli;

/** Does something in good order when Ctrl-C, or a polite kill, ends the process. */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  private Interruption(Runnable onInterrupt) {
    hook = new Thread(onInterrupt, "offgrid-interrupted");
  }

  /**
   * Watches until closed.
   *
   * @param onInterrupt runs on a thread of its own while the command still runs; when it returns,
   *     the process ends
   */
  static Interruption watch(Runnable onInterrupt) {
    Interruption interruption = new Interruption(onInterrupt);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** For the interrupted command itself, once its work was taken from under it: says no more. */
  static void awaitTheEnd() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending: the hook runs, and has the last word
    }
  }
}
