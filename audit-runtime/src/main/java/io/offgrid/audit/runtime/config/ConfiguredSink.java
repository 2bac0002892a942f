package io.offgrid.audit.runtime.config;

import io.offgrid.audit.runtime.ForwardSettings;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.spi.Sink;
import java.util.function.Supplier;

/**
 * A sink as it is configured.
 *
 * @param name its name
 * @param forwarding what is forwarded to it, and how
 * @param component what it is made of
 */
record ConfiguredSink(String name, ForwardSettings forwarding, Component<?, Sink> component) {
  ForwardedSink made(Supplier<Sink> maker) {
    Supplier<Sink> fitting = () -> new FittingSink(maker.get(), component.provider());
    return new ForwardedSink(name, component.provider().type(), fitting, forwarding);
  }
}
