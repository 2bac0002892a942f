package io.offgrid.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offgrid.audit.cli.text.Palette;
import io.offgrid.audit.cli.text.Visible;
import io.offgrid.audit.cli.text.VisibleOutputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command may know of the world around it: its streams, all UTF-8 whatever the locale, its
 * terminal and its environment. Safe for use by one thread; messages by any.
 */
final class Console {
  private final Map<String, String> environment;
  private final Terminal terminal;
  private final InputStream in;
  private final PagedOutput screen;
  private final OutputStream bytes;
  private final PrintWriter out;
  private final PrintWriter err;
  private boolean colour;
  private boolean pager = true;

  Console(
      Map<String, String> environment,
      Terminal terminal,
      InputStream in,
      OutputStream out,
      OutputStream err) {
    this.environment = Map.copyOf(environment);
    this.terminal = terminal;
    this.in = in;
    this.screen =
        new PagedOutput(out, () -> Pager.of(environment), terminal.rows(), terminal.columns());
    this.bytes = new BufferedOutputStream(new StandardOutput(screen), 1 << 15);
    this.out = new PrintWriter(new OutputStreamWriter(bytes, UTF_8));
    this.err = new PrintWriter(new OutputStreamWriter(err, UTF_8), true);
    this.colour = terminal.colour();
  }

  /** The real one. */
  static Console system() {
    Map<String, String> environment = System.getenv();
    return new Console(
        environment,
        Terminal.of(System.getProperties(), environment),
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }

  /** What is logged, too, must be harmless on a terminal: it may repeat what a receiver said. */
  void guardStandardError() {
    if (terminal.err()) {
      System.setErr(harmless(System.err));
    }
  }

  static PrintStream harmless(OutputStream stream) {
    return new PrintStream(new VisibleOutputStream(stream), true, UTF_8);
  }

  Map<String, String> environment() {
    return environment;
  }

  Terminal terminal() {
    return terminal;
  }

  InputStream in() {
    return in;
  }

  /** Text for standard output; buffered, {@link #flush} it. */
  PrintWriter out() {
    return out;
  }

  /**
   * Standard output for data that others wrote: as it is, but harmless on a terminal. Flush it
   * before anything else is written.
   */
  OutputStream data() {
    out.flush();
    return terminal.out() ? new VisibleOutputStream(bytes) : bytes;
  }

  PrintWriter err() {
    return err;
  }

  /** Hands over what was written to standard output so far. */
  void flush() {
    out.flush();
  }

  /**
   * What follows is a text that somebody reads from its beginning: if it does not fit on the
   * screen, a pager shows it.
   */
  void turnPages() {
    if (pager) {
      screen.turnPages();
    }
  }

  /** Hands over everything; with a pager, returns when it has ended. */
  void finish() {
    flush();
    try {
      screen.close();
    } catch (IOException e) {
      throw new StandardOutput.OutputException(e);
    }
  }

  void withoutPager() {
    pager = false;
  }

  void withoutColour() {
    colour = false;
  }

  Palette palette() {
    return new Palette(colour);
  }

  /** An error or a piece of advice for the person at the terminal, each line made harmless. */
  void message(String text) {
    text.lines().map(Visible::oneLine).forEach(line -> err.println("offgrid: " + line));
  }
}
