package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Setting;
import java.util.List;
import java.util.Optional;

/** Settings of the recording sink. */
public record RecordingSinkSettings(
    @Setting(
            value = "Under this name a test finds the sinks that were made.",
            defaultValue = "default")
        String channel,
    @Setting("Nothing but a secret that must not be shown.") List<Secret> secret,
    @Setting("Needs `to` beside it.") Optional<String> from,
    @Setting("Needs `from` beside it.") Optional<String> to) {
  public RecordingSinkSettings {
    secret = List.copyOf(secret);
    if (channel.isBlank()) {
      throw new IllegalArgumentException("channel must not be blank");
    }
    if (from.isPresent() != to.isPresent()) {
      throw new IllegalArgumentException(
          from.isPresent() ? "from needs to beside it" : "to needs from beside it");
    }
  }
}
