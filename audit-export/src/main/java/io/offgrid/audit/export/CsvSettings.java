package io.offgrid.audit.export;

import io.offgrid.audit.spi.Setting;

/**
 * How CSV is written.
 *
 * @param header whether the first line names the columns
 * @param neutralizeFormulas whether a cell that a spreadsheet may run gets {@code '} in front
 */
public record CsvSettings(
    @Setting(value = "Whether the first line names the columns", defaultValue = "true")
        boolean header,
    @Setting(
            value = "Whether a cell that a spreadsheet may take for a formula gets `'` in front",
            defaultValue = "true")
        boolean neutralizeFormulas) {}
