package io.offgrid.audit.chain;

import org.jspecify.annotations.Nullable;

/** The members of one record. */
public interface RecordView {
  /**
   * A member's value: the text of a string, unescaped, or the JSON text of anything else; hashes
   * and signatures without their {@code sha256:} and {@code hmac-sha256:}.
   *
   * @return null when it is absent
   */
  @Nullable String text(Member member);
}
