package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SQLite's way to have events durable: one commit each, into a new database of one table, with
 * {@code synchronous=FULL}.
 */
record SqliteTable(Path parent, SampleLines lines, String journalMode) {
  /** Events a second. SQLite has one writer at a time, so threads take turns on one connection. */
  double eventsPerSecond(int threads, int events) {
    Path file = parent.resolve("sqlite.db");
    try {
      clear(file);
      double speed = measured(file, threads, events);
      clear(file);
      return speed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private double measured(Path file, int threads, int events) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=" + journalMode);
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute("CREATE TABLE log(seq INTEGER PRIMARY KEY, line BLOB NOT NULL)");
      }
      AtomicInteger next = new AtomicInteger();
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO log(line) VALUES (?)")) {
        return events / Threads.seconds(threads, () -> insert(insert, next, events / threads));
      }
    }
  }

  private void insert(PreparedStatement insert, AtomicInteger next, int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      synchronized (insert) {
        insert.setBytes(1, lines.get(next.getAndIncrement()).bytes());
        insert.executeUpdate();
      }
    }
  }

  private static void clear(Path file) throws IOException {
    for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
  }
}
