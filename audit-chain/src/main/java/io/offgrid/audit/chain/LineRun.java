package io.offgrid.audit.chain;

import io.offgrid.audit.FindingKind;
import org.jspecify.annotations.Nullable;

/**
 * Lines that follow each other, told apart only where something has to be decided about them in the
 * order of the log. A run of more than one line is authentic in all its lines, under one key, with
 * numbers that count up and links that hold; so only its first line can be wrong, and only with
 * regard to what stands before it.
 *
 * @param offset of its first byte in the segment
 * @param bytes of all its lines, with newlines
 * @param count lines
 * @param seq of the first line; 0 where it cannot be told
 * @param seqTrusted whether that number counts: an edited line's does not
 * @param id of the first line, where it can be told
 * @param timestamp of the first line, where it can be told
 * @param lastTimestamp of the last line
 * @param keyId that the lines name
 * @param previousHash what the first line says is the hash of the line before it
 * @param lastHash hash of the last line
 * @param defect what is wrong with the single line in itself
 * @param expected what should be there instead, if there is a defect
 * @param found what is there, if there is a defect
 * @param own what the single line says, if the log wrote it about itself and it is authentic
 * @param backwards lines whose timestamp is before that of the line before them
 * @param newline whether the last line ends in a newline, or is cut off by the segment's end
 */
@SuppressWarnings("ArrayRecordComponent") // hashes; runs are not compared
record LineRun(
    long offset,
    long bytes,
    long count,
    long seq,
    boolean seqTrusted,
    @Nullable String id,
    @Nullable String timestamp,
    @Nullable String lastTimestamp,
    @Nullable String keyId,
    byte @Nullable [] previousHash,
    byte[] lastHash,
    @Nullable FindingKind defect,
    String expected,
    String found,
    @Nullable OwnRecord own,
    long backwards,
    boolean newline) {}
