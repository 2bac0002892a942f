package io.offgrid.audit.testkit;

import io.offgrid.audit.spi.Secret;
import io.offgrid.audit.spi.Setting;
import java.util.List;

/** Settings of the recording sink. */
public record RecordingSinkSettings(
    @Setting(
            value = "Under this name a test finds the sinks that were made.",
            defaultValue = "default")
        String channel,
    @Setting("Nothing but a secret that must not be shown.") List<Secret> secret) {
  public RecordingSinkSettings {
    secret = List.copyOf(secret);
    if (channel.isBlank()) {
      throw new IllegalArgumentException("channel must not be blank");
    }
  }
}
