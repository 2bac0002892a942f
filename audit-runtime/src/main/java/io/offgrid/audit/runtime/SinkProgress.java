package io.offgrid.audit.runtime;

import io.offgrid.audit.chain.SinkCursor;
import java.util.List;
import java.util.Optional;

/**
 * How far a sink has come, as far as retention may believe it.
 *
 * @param sink its name
 * @param seq of the last record that its receiver confirmed, 0 for none
 */
record SinkProgress(String sink, long seq) {
  /**
   * All sinks that something is forwarded to; one whose cursor is not believed has taken nothing.
   */
  static List<SinkProgress> of(LogSettings settings) {
    return settings.enabledSinks().stream()
        .map(
            sink ->
                new SinkProgress(
                    sink.name(),
                    new CursorStart(settings, sink.name(), settings.store().sink(sink.name()))
                        .find()
                        .map(SinkCursor::seq)
                        .orElse(0L)))
        .toList();
  }

  /** Which sinks have not taken all up to this record, in words; absent if all have. */
  static Optional<String> notTaken(List<SinkProgress> all, long seq) {
    List<String> behind =
        all.stream()
            .filter(progress -> progress.seq() < seq)
            .map(
                progress ->
                    "the sink %s has taken records up to seq %d only"
                        .formatted(progress.sink(), progress.seq()))
            .toList();
    return behind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", and ", behind)
                + ": see 'offgrid audit sinks', take it out of the configuration, or set"
                + " retention_ignores_sinks");
  }
}
