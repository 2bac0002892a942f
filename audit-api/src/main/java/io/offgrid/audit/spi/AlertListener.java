package io.offgrid.audit.spi;

/**
 * Is told what a person should look at, as a pager or a dashboard would be. Every alert also goes
 * to the application's own log, through SLF4J, listener or not.
 */
public interface AlertListener {
  /**
   * Takes an alert. Called on the thread that found it, often the log's writer: return soon, and do
   * not record from here. What it throws is logged and otherwise ignored. Safe for use by several
   * threads.
   */
  void onAlert(Alert alert);
}
