package io.offgrid.audit.chain;

import io.offgrid.audit.Head;

/**
 * A head that is known from elsewhere than the log's own slot: what it names must still be in the
 * log, unless it was pruned or set aside since.
 *
 * @param head authentic
 * @param where it comes from, as findings name it
 */
public record Anchor(Head head, String where) {}
