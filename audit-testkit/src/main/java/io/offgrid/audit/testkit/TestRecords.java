package io.offgrid.audit.testkit;

import io.offgrid.audit.AuditRecord;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** Records for tests of what reads them: plain ones by number, and nasty ones. */
public final class TestRecords {
  private TestRecords() {}

  /** One with every member, unlike any other number's. */
  public static RecordFixture full(long seq) {
    return RecordFixture.builder(seq)
        .type("auth_failure")
        .userId("user-" + seq)
        .outcome("failure")
        .severity("warning")
        .source("192.0.2." + seq % 256)
        .target("host-" + seq % 7)
        .details("{\"attempt\":" + seq + ",\"reason\":\"bad password\"}")
        .repairs("/target: too long, cut to 1024 code units")
        .build();
  }

  /** Full ones from number 1 on, made as they are asked for. */
  public static Iterator<AuditRecord> numbered(long count) {
    return LongStream.rangeClosed(1, count).<AuditRecord>mapToObj(TestRecords::full).iterator();
  }

  /** What attackers and accidents put into a log, numbered from 1. */
  public static List<AuditRecord> nasty() {
    return List.of(
        RecordFixture.builder(1).build(),
        full(2),
        RecordFixture.builder(3).userId("=cmd|'/C calc'!A0").source("+1").target("-1").build(),
        RecordFixture.builder(4).userId("@SUM(1)").source("＝1＋1").target("\t=1").build(),
        RecordFixture.builder(5).userId("\r=1").source("\n=1").target("\u0000=1").build(),
        RecordFixture.builder(6).userId("a,b").source("say \"hi\"").target("\"").build(),
        RecordFixture.builder(7).userId("two\r\nlines").source("one\rtwo").target("a\n").build(),
        RecordFixture.builder(8).userId("nul \u0000 bell \u0007").source("\u001b[31m").build(),
        RecordFixture.builder(9).userId("😂 משה é e\u0301").source("\u202egnp.exe").build(),
        RecordFixture.builder(10).userId("").source(" ").target("\\").build(),
        RecordFixture.builder(11).details("{\"\":\"\\\"},\\n{\\\"\",\"x\":[1,{}]}").build(),
        RecordFixture.builder(12).userId("x".repeat(1024)).target("😂".repeat(512)).build(),
        RecordFixture.builder(13)
            .details("{\"big\":\"" + "\\\"long\\\", ".repeat(20_000) + "\"}")
            .build(),
        RecordFixture.builder(14).userId("null").outcome("success").severity("info").build(),
        RecordFixture.builder(15).userId("'quoted'").source("<script>").target("]]>").build());
  }
}
