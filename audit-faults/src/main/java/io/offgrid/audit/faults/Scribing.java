package io.offgrid.audit.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A {@link Scribe} at work, and what it has said so far. */
final class Scribing {
  private static final Pattern RECEIPT = Pattern.compile("([0-9]+) (evt_[0-9A-Z]{26})");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path stderr;
  private final Receipts receipts;
  private final Thread reading = new Thread(this::read, "scribing");
  private final List<String> errors = new ArrayList<>(); // from here on: guarded by this
  private int acknowledged;
  private int done;
  private boolean ended;
  private @Nullable RuntimeException trouble;

  private Scribing(Process process, Path stderr, Receipts receipts) {
    this.process = process;
    this.stderr = stderr;
    this.receipts = receipts;
  }

  /**
   * Starts one.
   *
   * @param stderr where its complaints go
   * @param receipts where its receipts go
   */
  static Scribing start(List<String> command, Path stderr, Receipts receipts) throws IOException {
    Process process = new ProcessBuilder(command).redirectError(stderr.toFile()).start();
    Scribing scribing = new Scribing(process, stderr, receipts);
    scribing.reading.setDaemon(true);
    scribing.reading.start();
    return scribing;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      // The process was killed: what was read whole counts.
    } catch (BrokenPromise e) {
      note(e);
      process.destroyForcibly();
    }
    noteEnd();
  }

  private synchronized void note(BrokenPromise broken) {
    trouble = broken;
  }

  private synchronized void noteEnd() {
    ended = true;
    notifyAll();
  }

  /** A line that a kill cut off is no receipt. */
  private synchronized void take(String line) {
    Matcher receipt = RECEIPT.matcher(line);
    if (receipt.matches()) {
      receipts.add(Long.parseLong(receipt.group(1)), receipt.group(2));
      acknowledged++;
    } else if (line.startsWith("E ")) {
      errors.add(line.substring(2));
    } else if (line.startsWith("done ")) {
      done++;
    }
    notifyAll();
  }

  /** Waits until so many receipts were read, or the process has ended; returns how many were. */
  synchronized int awaitReceipts(int count) throws InterruptedException {
    long deadline = deadline();
    while (acknowledged < count && !ended) {
      wait(left(deadline));
    }
    return acknowledged;
  }

  /** Has it do this, and waits until it has; false if it died before. */
  boolean does(String command) throws InterruptedException {
    try {
      tell(command);
    } catch (IOException e) {
      // It is dead: what it said last is still to be read.
    }
    return isDone();
  }

  /** Has it do this, and waits until it has. */
  void obey(String command) throws InterruptedException {
    BrokenPromise.unless(does(command), "the process died: " + trouble());
  }

  /** Has it do this. */
  void tell(String command) throws IOException {
    Writer out = process.outputWriter();
    out.write(command + "\n");
    out.flush();
  }

  /** Waits until it has done the one thing that it was told. */
  void awaitDone() throws InterruptedException {
    BrokenPromise.unless(isDone(), "the process died: " + trouble());
  }

  private synchronized boolean isDone() throws InterruptedException {
    long deadline = deadline();
    while (done == 0 && !ended) {
      wait(left(deadline));
    }
    if (done == 0) {
      return false;
    }
    done--;
    return true;
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  /** Milliseconds to wait, as long as there is reason to. */
  private long left(long deadline) {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    BrokenPromise.unless(millis > 0, "the process hangs: " + trouble());
    return millis;
  }

  /** Waits for its end, for so long at the most; whether it came. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Kill -9. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end and for its last words, and returns its status. */
  int end() throws InterruptedException {
    BrokenPromise.unless(
        process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the process hangs: " + trouble());
    reading.join();
    synchronized (this) {
      if (trouble != null) {
        throw trouble;
      }
    }
    return process.exitValue();
  }

  /** Has it end by itself. */
  int close() throws InterruptedException {
    try {
      process.outputWriter().close();
    } catch (IOException e) {
      // It is dead already.
    }
    return end();
  }

  synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  /** Forgets the errors so far, and returns them. */
  synchronized List<String> takeErrors() {
    List<String> taken = List.copyOf(errors);
    errors.clear();
    return taken;
  }

  synchronized int acknowledged() {
    return acknowledged;
  }

  long pid() {
    return process.pid();
  }

  /** What it complained about, to be told. */
  String trouble() {
    try {
      return errors() + " " + Files.readString(stderr).strip();
    } catch (IOException e) {
      return errors() + " (" + stderr + ": " + e.getMessage() + ")";
    }
  }
}
