package io.offgrid.audit;

/**
 * The signed end of the log: with it, cutting the log back is found out. A copy kept elsewhere is
 * an anchor that also catches a log rolled back together with its head.
 *
 * @param seq of the last record, 0 for an empty log
 * @param chainHash {@code sha256:} and the hash of the last record (of the origin for an empty log)
 * @param origin the name of the chain
 * @param keyId which key signed it
 * @param timestamp of the last record, as it stands there
 * @param json the exact bytes of {@code chain.hash} as text, without the newline
 */
public record Head(
    long seq, String chainHash, String origin, String keyId, String timestamp, String json) {}
