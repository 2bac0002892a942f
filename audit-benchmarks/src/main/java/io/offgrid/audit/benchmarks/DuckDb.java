package io.offgrid.audit.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * DuckDB's way: queries of the very files of a log, in this process and on all cores, with the
 * columns told beforehand, so that it need not guess them.
 */
record DuckDb(List<Path> segments) {
  private static final String COLUMNS =
      "id, timestamp, type, user_id, outcome, severity, source, target, details, seq, key_id,"
          + " signature, chain_hash";
  private static final Map<String, String> TYPES = Map.of("details", "JSON", "seq", "BIGINT");

  /** Seconds to count the events by type. */
  double countSeconds(long expected) {
    return seconds(
        statement -> {
          long sum = 0;
          try (ResultSet counts =
              statement.executeQuery(
                  "SELECT type, count(*) FROM " + source("type: 'VARCHAR'") + " GROUP BY type")) {
            while (counts.next()) {
              sum += counts.getLong(2);
            }
          }
          if (sum != expected) {
            throw new IllegalStateException(sum + " events, not " + expected);
          }
        });
  }

  /** Seconds to write the columns of {@code export-csv} as CSV. */
  double csvSeconds(Path file) {
    String columns =
        Arrays.stream(COLUMNS.split(", "))
            .map(name -> name + ": '" + TYPES.getOrDefault(name, "VARCHAR") + "'")
            .collect(Collectors.joining(", "));
    return seconds(
        statement ->
            statement.execute(
                "COPY (SELECT "
                    + COLUMNS
                    + " FROM "
                    + source(columns)
                    + ") TO '"
                    + file
                    + "' (FORMAT csv, HEADER, FORCE_QUOTE *)"));
  }

  private String source(String columns) {
    String files =
        segments.stream().map(path -> "'" + path + "'").collect(Collectors.joining(", "));
    return "read_json([" + files + "], format='newline_delimited', columns={" + columns + "})";
  }

  private static double seconds(Query query) {
    long begin = System.nanoTime();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      query.run(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  @FunctionalInterface
  private interface Query {
    void run(Statement statement) throws SQLException;
  }
}
