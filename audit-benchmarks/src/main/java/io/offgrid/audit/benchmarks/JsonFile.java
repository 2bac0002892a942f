package io.offgrid.audit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.message.ObjectMessage;

/**
 * Log4j2's way: the same events as JSON lines in a file, through a buffer, with a timestamp and
 * without any number, id, signature or link.
 */
final class JsonFile {
  private static final String TEMPLATE =
      """
      {"timestamp": {"$resolver": "timestamp",
        "pattern": {"format": "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", "timeZone": "UTC"}},
       "event": {"$resolver": "message"}}
      """;

  private JsonFile() {}

  /** Events a second, until all of them are given to the operating system. */
  static double eventsPerSecond(Path parent, int threads, int events) {
    Path file = parent.resolve("log4j.json");
    try {
      double seconds;
      try (LoggerContext context = context(file)) {
        Logger logger = context.getLogger("audit");
        long begin = System.nanoTime();
        Threads.seconds(threads, () -> log(logger, events / threads));
        context.stop();
        seconds = (System.nanoTime() - begin) / 1e9;
      }
      requireLines(file, events / threads * threads);
      Files.delete(file);
      return events / seconds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void log(Logger logger, int events) {
    for (int i = 0; i < events; i++) {
      logger.info(new ObjectMessage(SampleEvents.map(i)));
    }
  }

  private static void requireLines(Path file, int expected) throws IOException {
    try (var lines = Files.lines(file)) {
      long count = lines.count();
      if (count != expected) {
        throw new IllegalStateException(count + " lines, not " + expected);
      }
    }
  }

  private static LoggerContext context(Path file) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.add(
        builder
            .newAppender("file", "RandomAccessFile")
            .addAttribute("fileName", file.toString())
            .addAttribute("append", false)
            .addAttribute("immediateFlush", false)
            .add(builder.newLayout("JsonTemplateLayout").addAttribute("eventTemplate", TEMPLATE)));
    builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("file")));
    return Configurator.initialize(builder.build(false));
  }
}
