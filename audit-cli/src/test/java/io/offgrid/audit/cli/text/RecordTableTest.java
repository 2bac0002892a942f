package io.offgrid.audit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.testkit.RecordFixture;
import io.offgrid.audit.testkit.RecordFixtureBuilder;
import io.offgrid.audit.testkit.TestRecords;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecordTableTest {
  private final StringWriter text = new StringWriter();

  @Test
  void alignsColumnsAndLeavesOutEmptyOnes() {
    show(RecordTable.UNLIMITED, by(1, "alice"), by(2, "世界"));

    assertThat(text.toString().lines())
        .containsExactly(
            "TIME                  TYPE  USER",
            "2024-01-15T10:30:00Z  auth  alice",
            "2024-01-15T10:30:00Z  auth  世界");
  }

  @Test
  void keepsColumnsInPlaceBesideTextFromRightToLeft() {
    show(80, by(1, "مرحبا").source("10.0.0.8"), by(2, "alice").source("10.0.0.9"));

    assertThat(text.toString().lines().skip(1))
        .containsExactly(
            "2024-01-15T10:30:00Z  auth  \u2068مرحبا\u2069  10.0.0.8",
            "2024-01-15T10:30:00Z  auth  alice  10.0.0.9");
  }

  @Test
  void fitsTheScreenWithTheDetailsCut() {
    show(60, by(1, "a").details("{\"model\":\"llama3\",\"note\":\"" + "x".repeat(99) + "\"}"));

    assertThat(text.toString().lines().map(DisplayWidth::of)).allMatch(width -> width <= 60);
    assertThat(text.toString()).contains("{\"model\":\"llama3\",\"no").contains("…");
  }

  @Test
  void cannotBeMadeToMoveTheCursor() {
    show(80, by(1, "\u001b[2J\u202eevil").details("{\"a\":\"\u009b\"}"));

    assertThat(text.toString()).contains("\\e[2J\\u{202e}evil").contains("{\"a\":\"\\x9b\"}");
  }

  @Test
  void showsEveryColumnWhenMoreRecordsMayCome() {
    RecordTable table = table(RecordTable.UNLIMITED, true, false);
    table.show(List.<AuditRecord>of().iterator());
    table.show(List.of(by(1, "bob").severity("critical").build()).iterator());

    assertThat(text.toString().lines().findFirst().orElseThrow()).contains("SEVERITY");
    assertThat(text.toString()).contains("bob").contains("critical");
  }

  @Test
  void keepsAColumnThatOnlyARecordFarBelowFills() {
    List<RecordFixture> records =
        LongStream.rangeClosed(1, 300)
            .mapToObj(seq -> by(seq, "u").severity(seq == 300 ? "critical" : null).build())
            .toList();
    table(RecordTable.UNLIMITED, false, false).show(records.iterator());

    assertThat(text.toString().lines()).hasSize(301);
    assertThat(text.toString()).contains("critical");
  }

  @Test
  void paintsOnlyWhenAsked() {
    show(80, by(1, "a").severity("critical"));
    assertThat(text.toString()).doesNotContain("\u001b");

    table(80, false, true).show(List.of(by(1, "a").severity("critical").build()).iterator());
    assertThat(text.toString()).contains("\u001b[1;31mcritical\u001b[0m");
  }

  private void show(int screen, RecordFixtureBuilder... records) {
    table(screen, false, false)
        .show(Arrays.stream(records).map(RecordFixtureBuilder::build).iterator());
  }

  private RecordTable table(int screen, boolean more, boolean colour) {
    return new RecordTable(new PrintWriter(text), new Palette(colour), screen, more);
  }

  @Test
  void showsEveryNastyRecordOnOneLine() {
    table(80, false, false).show(TestRecords.nasty().iterator());

    assertThat(text.toString().lines()).hasSize(1 + TestRecords.nasty().size());
    assertThat(text.toString().replaceAll("[\n\u2068\u2069]", ""))
        .doesNotContainPattern("\\p{Cntrl}|\\p{Cf}");
    assertThat(text.toString().lines().map(DisplayWidth::of)).allMatch(width -> width <= 80);
  }

  private static RecordFixtureBuilder by(long seq, String user) {
    return RecordFixture.builder(seq).type("auth").userId(user);
  }
}
