package com.example.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.spi.Exporter;
import io.offgrid.audit.testkit.ExporterContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every exporter does, with a reader of SQL that knows literals alone. */
class SqlExporterContractTest implements ExporterContract {
  private static final String LITERAL = "(?:NULL|[0-9]++|'([^'\n]*+(?:''[^'\n]*+)*+)')";
  private static final Pattern STATEMENT =
      Pattern.compile(
          "INSERT INTO audit_events \\([a-z_, ]+\\) VALUES \\("
              + LITERAL
              + ("(?:, " + LITERAL.replace("'([", "'(?:[") + "){8}")
              + "\\);");

  @Override
  public Exporter testee() {
    return new SqlExporter(new SqlSettings("audit_events"));
  }

  @Override
  public List<String> idsIn(byte[] export) {
    return new String(export, StandardCharsets.UTF_8)
        .lines()
        .map(
            line -> {
              Matcher statement = STATEMENT.matcher(line);
              assertThat(statement.matches()).describedAs(line).isTrue();
              return statement.group(1);
            })
        .toList();
  }
}
