package io.offgrid.audit;

import java.time.Instant;

/**
 * Proof that an event is in the log. With {@code durability: sync} it means that the event survives
 * a power cut; with {@code buffered}, that it survives the end of the process.
 *
 * @param id {@code evt_} and a ULID
 * @param seq position in the chain, from 1, without gaps
 * @param timestamp when it was recorded, to the microsecond
 * @param signature {@code hmac-sha256:} and 64 hex digits
 * @param chainHash {@code sha256:} and the hash of the record before it, 64 hex digits
 */
public record Receipt(String id, long seq, Instant timestamp, String signature, String chainHash) {}
