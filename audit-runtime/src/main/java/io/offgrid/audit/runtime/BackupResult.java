package io.offgrid.audit.runtime;

/**
 * What a backup did.
 *
 * @param copied segments, the active one among them
 * @param unchanged segments that were there already
 * @param removed segments that retention had deleted from the log
 * @param bytes copied
 * @param seq of the last record in the backup
 */
public record BackupResult(long copied, long unchanged, long removed, long bytes, long seq) {}
