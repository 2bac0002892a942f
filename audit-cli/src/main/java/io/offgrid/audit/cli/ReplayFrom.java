package io.offgrid.audit.cli;

import io.offgrid.audit.runtime.SinkOperations;
import io.offgrid.audit.runtime.TimeBound;
import java.time.Instant;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From which event on something is sent again, as somebody types it. */
sealed interface ReplayFrom {
  /** The event with this number. */
  record Seq(long seq) implements ReplayFrom {
    @Override
    public long replay(String sink, SinkOperations sinks) {
      return sinks.replay(sink, seq);
    }
  }

  /** The first event that was recorded at this time or later. */
  record Time(Instant time) implements ReplayFrom {
    @Override
    public long replay(String sink, SinkOperations sinks) {
      return sinks.replay(sink, time);
    }
  }

  /**
   * Asks for it.
   *
   * @return the number of the first event
   * @throws IllegalArgumentException if there is none
   */
  long replay(String sink, SinkOperations sinks);

  /** For picocli: digits alone are a number, all else is a time. */
  final class Converter implements ITypeConverter<ReplayFrom> {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    @Override
    public ReplayFrom convert(String text) {
      try {
        return DIGITS.matcher(text).matches()
            ? new Seq(Long.parseLong(text))
            : new Time(TimeBound.parse(text, Instant.now()).start());
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is no seq: it is too large");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            String.valueOf(e.getMessage()).replace("is not a time", "is neither a seq nor a time"));
      }
    }
  }
}
