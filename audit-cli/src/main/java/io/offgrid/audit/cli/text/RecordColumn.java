package io.offgrid.audit.cli.text;

import io.offgrid.audit.AuditRecord;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The columns in which records are shown, in their order; all of them fit into 80 columns. */
enum RecordColumn {
  TIME(20),
  TYPE(7),
  USER(5),
  OUTCOME(7),
  SEVERITY(8),
  SOURCE(6),
  TARGET(6),
  DETAILS(7);

  /** What stands in a cell without a value, so that every row has as many words. */
  static final String NONE = "-";

  private static final int MICROSECONDS = ".000000Z".length();

  /** So many columns it keeps on the narrowest screen. */
  final int minimumWidth;

  RecordColumn(int minimumWidth) {
    this.minimumWidth = minimumWidth;
  }

  /** All cells of a record's row, harmless for a terminal. */
  static Map<RecordColumn, String> cells(AuditRecord record) {
    Map<RecordColumn, String> cells = new EnumMap<>(RecordColumn.class);
    cells.put(TIME, toTheSecond(record.timestampText()));
    cells.put(TYPE, record.type());
    cells.put(USER, orNone(record.userId()));
    cells.put(OUTCOME, orNone(record.outcome()));
    cells.put(SEVERITY, orNone(record.severity()));
    cells.put(SOURCE, orNone(record.source()));
    cells.put(TARGET, orNone(record.target()));
    cells.put(DETAILS, orNone(record.detailsJson()));
    cells.replaceAll((column, text) -> Visible.oneLine(text));
    return cells;
  }

  Style style(String cell) {
    return switch (this) {
      case TIME -> Style.DIM;
      case TYPE -> Style.CYAN;
      case OUTCOME -> cell.equals("failure") ? Style.RED : Style.PLAIN;
      case SEVERITY ->
          switch (cell) {
            case "critical" -> Style.ALARM;
            case "warning" -> Style.YELLOW;
            default -> Style.PLAIN;
          };
      default -> Style.PLAIN;
    };
  }

  private static String orNone(Optional<String> value) {
    return value.orElse(NONE);
  }

  private static String toTheSecond(String timestamp) {
    int end = timestamp.length() - MICROSECONDS;
    return end > 0 && timestamp.charAt(end) == '.' ? timestamp.substring(0, end) + "Z" : timestamp;
  }
}
