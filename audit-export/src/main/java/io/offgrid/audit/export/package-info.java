/**
 * Formats over a record cursor: CSV, one JSON array, JSON Lines.
 *
 * <p>The two JSON formats carry the exact signed bytes of every record, so an export can be
 * verified without the log it came from. CSV is for people and spreadsheets.
 */
@NullMarked
package io.offgrid.audit.export;

import org.jspecify.annotations.NullMarked;
