package io.offgrid.audit.runtime.config;

import io.offgrid.audit.AuditRecord;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Names the jar when a sink turns out, in the middle of its work, to have been built against
 * something else than is here: the JVM finds that out only when the code is reached.
 */
record FittingSink(Sink sink, Object provider) implements Sink {
  private <T> T fitting(Supplier<T> call) {
    try {
      return call.get();
    } catch (LinkageError e) {
      throw SinkException.failed(String.valueOf(Providers.failed(provider, e).getMessage()), e);
    }
  }

  private void fitting(Runnable call) {
    fitting(
        () -> {
          call.run();
          return true;
        });
  }

  @Override
  public void deliver(List<? extends AuditRecord> batch, Duration timeout) {
    fitting(() -> sink.deliver(batch, timeout));
  }

  @Override
  public long confirmed() {
    return fitting(sink::confirmed);
  }

  @Override
  public void finish(Duration timeout) {
    fitting(() -> sink.finish(timeout));
  }

  @Override
  public void test(AuditRecord record, Duration timeout, Consumer<String> steps) {
    fitting(() -> sink.test(record, timeout, steps));
  }

  @Override
  public String target() {
    return fitting(sink::target);
  }

  @Override
  public void close() {
    fitting(sink::close);
  }
}
